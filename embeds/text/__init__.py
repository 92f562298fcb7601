"""How text is read: blocks and lines, links, dates, entities, scripts and languages, bytes."""
