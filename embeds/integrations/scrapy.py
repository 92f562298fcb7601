"""Scrapy: an item pipeline, for dicts, scrapy.Item, dataclasses and whatever else itemadapter knows. In settings.py:

ITEM_PIPELINES = {"embeds.integrations.scrapy.EmbedsPipeline": 300}
EMBEDS_FIELD = "text"            # the field of an article's text, this one if nothing is said
EMBEDS_CLEANER = "embeds.clean"  # and what cleans it; for a field of HTML "embeds.clean_html"
"""

from __future__ import annotations

import logging
from typing import Any, Self

from ..errors import InputError
from ..pipeline import clean
from . import rows

with rows.needs("scrapy"):
    from itemadapter import ItemAdapter
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector
    from scrapy.utils.misc import load_object


class EmbedsPipeline:
    """Puts `prose` and `records` into each item that has a text; items of other shapes pass as they are.

    The crawl's statistics count `embeds/items`, `embeds/items_without_text`, and records as `embeds/post/twitter`,
    `embeds/credit`, `embeds/residue/instagram`. Raises InputError, which makes Scrapy drop the item and log why, where
    an item's class has no fields `prose` and `records`, or they hold something already.
    """

    def __init__(self, field: str, cleaner: rows.Cleaner, stats: StatsCollector) -> None:
        """Scrapy calls `from_crawler`."""
        self.field: str = field
        self.cleaner: rows.Cleaner = cleaner
        self.stats: Any = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the settings."""
        settings = crawler.settings
        return cls(
            settings.get("EMBEDS_FIELD", "text"), load_object(settings.get("EMBEDS_CLEANER", clean)), crawler.stats
        )

    def process_item(self, item: Any) -> Any:
        """Clean one item."""
        fields = ItemAdapter(item)
        text = fields.get(self.field)
        if text is None:
            self.stats.inc_value("embeds/items_without_text")
            return item
        if fields.get("prose") or fields.get("records"):
            raise InputError(f"{type(item).__name__}: `prose` or `records` hold something already, which would be lost")
        found = rows.row(text, self.cleaner)
        try:
            fields.update(found)
        except KeyError as err:
            raise InputError(f"{type(item).__name__} needs the fields `prose` and `records`: declare them") from err
        for name in ("items", *map(rows.label, found["records"])):
            self.stats.inc_value(f"embeds/{name}")
        return item

    def close_spider(self) -> None:
        """Say so where no item had a text: EMBEDS_FIELD may be wrong."""
        if not self.stats.get_value("embeds/items"):
            logging.getLogger(__name__).warning(
                "embeds: no item had text in its field %r; name the right one with EMBEDS_FIELD", self.field
            )
