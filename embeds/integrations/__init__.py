"""Adapters for the engines that run over many articles, one a module; each needs the extra of its name.

Whatever the engine and the number of its workers, a text gives the same row: `export.fields(embeds.clean(text))`. In
the place of `embeds.clean` a `cleaner` may be any function from a text to an Article that can be pickled, as
`embeds.clean_html` or `functools.partial(embeds.clean, captions="keep")`. Where a text is null, so are
`prose` and `records`. Nothing that is there already is replaced.
"""
