"""Adapters for frameworks that process many articles: one module for each, which says what to install.

With every framework, and any number of workers, a text gives the same row: `export.fields(embeds.clean(text))`. Instead
of `embeds.clean` a `cleaner` may be any picklable function from a text to an Article, such as `embeds.clean_html` or
`functools.partial(embeds.clean, captions="keep")`. A null text gives a null `prose` and null `records`. No existing
column or field is replaced.
"""
