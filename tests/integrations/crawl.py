"""Run a crawl in a process of its own: `python -m tests.integrations.crawl SITE FOLDER ITEM SETTINGS`.

SITE lists its pages as JSON, and each page is a document as JSON. ITEM is the kind of item made of one; SETTINGS are
Scrapy's, as JSON. Items go to FOLDER/items.jsonl, statistics to FOLDER/stats.json, the log to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class ScrapyArticle(scrapy.Item):  # type: ignore[misc]
    id = scrapy.Field()
    text = scrapy.Field()
    prose = scrapy.Field()
    records = scrapy.Field()


class Undeclared(scrapy.Item):  # type: ignore[misc]
    id = scrapy.Field()
    text = scrapy.Field()


@dataclass
class DataArticle:
    id: str
    text: str | None
    prose: str | None = None
    records: list[dict[str, Any]] | None = None


ITEMS: dict[str, Any] = {"dict": dict, "Item": ScrapyArticle, "dataclass": DataArticle, "undeclared": Undeclared}


class Spider(scrapy.Spider):  # type: ignore[misc]
    name = "articles"

    def parse(self, response: Response) -> Iterator[Any]:
        for page in response.json():
            yield response.follow(page, self.parse_page)

    def parse_page(self, response: Response) -> Iterator[Any]:
        yield ITEMS[self.item](**response.json())


def main(site: str, folder: Path, item: str, settings: dict[str, Any]) -> None:
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {"embeds.integrations.scrapy.EmbedsPipeline": 300},
            "FEEDS": {folder / "items.jsonl": {"format": "jsonlines"}},
            "TELNETCONSOLE_ENABLED": False,
            **settings,
        }
    )
    crawler = process.create_crawler(Spider)
    process.crawl(crawler, start_urls=[site], item=item)
    process.start()
    (folder / "stats.json").write_text(json.dumps(crawler.stats.get_stats(), default=str), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4]))
