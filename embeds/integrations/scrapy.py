"""Clean Scrapy's items in an item pipeline: dicts, scrapy.Item, dataclasses and all else that itemadapter knows.

In settings.py:

ITEM_PIPELINES = {"embeds.integrations.scrapy.EmbedsPipeline": 300}
EMBEDS_FIELD = "text"            # the field with an article's text (default: "text")
EMBEDS_CLEANER = "embeds.clean"  # the function that cleans it; for a field of HTML "embeds.clean_html"
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
    """An item pipeline that adds `prose` and `records` to each item with a text; other items pass unchanged.

    The crawl's statistics count `embeds/items`, `embeds/items_without_text`, and records as `embeds/post/twitter`,
    `embeds/credit` or `embeds/residue/instagram`. Raises InputError if an item's class has no fields `prose` and
    `records`, or if these have values already; Scrapy then drops the item and logs why.
    """

    def __init__(self, field: str, cleaner: rows.Cleaner, stats: StatsCollector) -> None:
        """Keep the settings; Scrapy calls `from_crawler`."""
        self.field: str = field
        self.cleaner: rows.Cleaner = cleaner
        self.stats: Any = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make a pipeline from a crawler's settings."""
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
            raise InputError(f"{type(item).__name__}: `prose` or `records` has a value already, which would be lost")
        found = rows.row(text, self.cleaner)
        try:
            fields.update(found)
        except KeyError as err:
            raise InputError(f"{type(item).__name__} has no fields `prose` and `records`: declare them") from err
        for name in ("items", *map(rows.label, found["records"])):
            self.stats.inc_value(f"embeds/{name}")
        return item

    def close_spider(self) -> None:
        """Log a warning if no item had a text: EMBEDS_FIELD may be wrong."""
        if not self.stats.get_value("embeds/items"):
            logging.getLogger(__name__).warning(
                "embeds: no item had text in its field %r; name the right one with EMBEDS_FIELD", self.field
            )
