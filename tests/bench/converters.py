"""Write a page or a text in other ways, as converters, sites and encodings leave it; dresses.py counts what is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import bs4
import html2text
import markdownify
from markdown_it import MarkdownIt

ABOVE = "The council met on Tuesday evening to talk about the new harbour wall, and nobody was in a hurry."
BELOW = "Work is to begin in May, when the storms are over and the boats have gone out again."
FAR = "https://ellery.example/people/1"  # where links lead
_ENTITIES = {
    "—": "&mdash;",
    "–": "&ndash;",
    "“": "&ldquo;",
    "”": "&rdquo;",
    "’": "&rsquo;",
    "‘": "&lsquo;",
    "…": "&hellip;",
}


def to_html2text(page: str, **options: Any) -> str:
    """Return a page as Markdown of html2text; `options` are attributes of its converter."""
    converter = html2text.HTML2Text()
    for name, value in options.items():
        setattr(converter, name, value)
    return converter.handle(page)


def to_markdownify(page: str) -> str:
    return str(markdownify.markdownify(page))


def rendered(markdown: str) -> str:
    """Return Markdown as the HTML that a site makes of it."""
    return str(MarkdownIt().render(markdown))


def glued(page: str) -> str:
    """Return all text of a page, as it stands."""
    return bs4.BeautifulSoup(page, "lxml").get_text()


def in_lines(page: str) -> str:
    """Return the text of a page with a line for each element."""
    return bs4.BeautifulSoup(page, "lxml").get_text("\n")


def shown(page: str) -> str:
    """Return the text of a page as a browser shows it, with a blank line between what stands side by side in it."""
    blocks = []
    for block in bs4.BeautifulSoup(page, "lxml").body or ():
        for line_break in block.find_all("br") if isinstance(block, bs4.Tag) else ():
            line_break.replace_with("\0")
        lines = [" ".join(part.get_text().split()) for part in _parts(block)]
        blocks.append("\n".join(lines).replace("\0", "\n"))
    return "\n\n".join(filter(None, blocks))


def _parts(block: bs4.element.PageElement) -> list[bs4.element.PageElement]:
    """Return the paragraphs in a block of a page, or the block."""
    return (isinstance(block, bs4.Tag) and list(block.find_all(["p", "pre", "li"]))) or [block]


def unquoted(page: str) -> str:
    """Return a page whose quotes are plain paragraphs, as sanitizers leave them."""
    return page.replace("<blockquote", "<div").replace("</blockquote", "</div")


# What pipelines make of a page. The last three begin with articles that are kept in Markdown: a reader renders them and
# takes the text, or converts the HTML again.
CONVERTED: dict[str, Callable[[str], str]] = {
    "html2text": to_html2text,
    "html2text, no wrapping": lambda page: to_html2text(page, body_width=0),
    "html2text, links ignored": lambda page: to_html2text(page, ignore_links=True),
    "html2text, links protected": lambda page: to_html2text(page, protect_links=True),
    "html2text, escaped": lambda page: to_html2text(page, escape_snob=True),
    "html2text, links in footnotes": lambda page: to_html2text(page, inline_links=False),
    "markdownify": to_markdownify,
    "markdownify, escaped": lambda page: str(markdownify.markdownify(page, escape_misc=True)),
    "markdownify, wrapped": lambda page: str(markdownify.markdownify(page, wrap=True)),
    "html2text, without the quote": lambda page: to_html2text(unquoted(page)),
    "markdownify, without the quote": lambda page: to_markdownify(unquoted(page)),
    "markdownify, rendered, text": lambda page: shown(rendered(to_markdownify(page))),
    "html2text, rendered, text": lambda page: shown(rendered(to_html2text(page))),
    "markdownify, rendered, html2text": lambda page: to_html2text(rendered(to_markdownify(page))),
}


def _escaped(text: str) -> str:
    """Return a text with all that HTML has a name for written by it."""
    return "".join(_ENTITIES.get(sign, sign) for sign in html.escape(text))


def _misread(text: str) -> str:
    """Return a text whose dashes and quotation marks were UTF-8 and read as Windows-1252, where that has such signs."""
    return re.sub(
        "[–—‘’“”…]", lambda sign: sign[0].encode().decode("cp1252", "replace").replace("\ufffd", "\x9d"), text
    )


def _zero_width(text: str) -> str:
    """Return a text with signs of no width before words, and soft hyphens within long ones."""
    signs = "\u200b\u200e\u200f\u2060\ufeff"
    words = re.sub(r"\b(?<![\w/.:@#])(?=\w)", lambda at: signs[at.start() % 5] if at.start() % 3 == 0 else "", text)
    return re.sub(r"(?<=\s)([a-zà-ÿ]{6})(?=[a-zà-ÿ]{4})", "\\1\u00ad", words)


SIGNS: dict[str, Callable[[str], str]] = {
    "entities": _escaped,
    "entities twice": lambda text: html.escape(_escaped(text), quote=False),
    "numeric entities": lambda text: re.sub("[–—‘’“”…&\"']", lambda sign: f"&#{ord(sign[0])};", text),
    "underscores escaped": lambda text: text.replace("_", "\\_"),
    "C1 dashes": lambda text: re.sub("[–—‘’“”]", lambda sign: sign[0].encode("cp1252").decode("latin-1"), text),
    "mojibake dashes": _misread,
    "zero-width signs": _zero_width,
}

Dress = Callable[[str, tuple[str, ...]], str]


def _linked(line: str, names: tuple[str, ...]) -> str:
    """Return a line with the names in it as links."""
    for name in names:
        line = line.replace(name, f"[{name}]({FAR})", 1)
    return line


CREDITS: dict[str, Dress] = {
    "*…*": lambda line, _: f"*{line}*",
    "_…_": lambda line, _: f"_{line}_",
    "**…**": lambda line, _: f"**{line}**",
    "names as links": _linked,
    "*…*, names as links": lambda line, names: f"*{_linked(line, names)}*",
    "![…](wall.jpg)": lambda line, _: f"![{line}](wall.jpg)",
    "[![…](wall.jpg)](page)": lambda line, _: f"[![{line}](wall.jpg)]({FAR})",
    "under an image line": lambda line, _: f"![](wall.jpg)\n{line}",
    "under an image line, *…*": lambda line, _: f"![The wall](wall.jpg)\n*{line}*",
    "in a paragraph under an image": lambda line, _: f"![The wall](wall.jpg)\n\n_{line}_",
    "in a quote": lambda line, _: f"> {line}",
    "escaped": lambda line, _: re.sub(r"([_*#()\[\]-])", r"\\\1", line),
}

# What converters make of an article whose picture has the line as its caption.
FIGURES: dict[str, Callable[[str], str]] = {
    "figure, html2text": lambda line: to_html2text(_figure(line)),
    "figure, *…*, html2text": lambda line: to_html2text(_figure(line, "<em>{}</em>")),
    "figure, *…*, html2text, no wrapping": lambda line: to_html2text(_figure(line, "<em>{}</em>"), body_width=0),
    "paragraph, *…*, html2text": lambda line: to_html2text(
        page_around(f'<p><img src="wall.jpg"></p><p><em>{html.escape(line)}</em></p>')
    ),
    "figure, markdownify, escaped": lambda line: str(markdownify.markdownify(_figure(line), escape_misc=True)),
    "figure, *…*, markdownify": lambda line: to_markdownify(_figure(line, "<em>{}</em>")),
    "figure, markdownify, wrapped": lambda line: str(markdownify.markdownify(_figure(line), wrap=True)),
}


def page_around(code: str) -> str:
    """Return a page in which some code stands between the two paragraphs."""
    return f"<p>{ABOVE}</p>\n\n{code}\n\n<p>{BELOW}</p>"


def _figure(line: str, words: str = "{}") -> str:
    """Return a page with a picture and a line under it, set into `words`."""
    caption = words.format(html.escape(line))
    return page_around(f'<figure><img src="wall.jpg"><figcaption>{caption}</figcaption></figure>')
