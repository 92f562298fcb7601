"""Pages are decoded as browsers decode them."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeds.text import encodings


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbf<p>\xc3\xa9", "<p>é"),
        (codecs.BOM_UTF16_LE + "<p>é".encode("utf-16-le"), "<p>é"),
        (codecs.BOM_UTF16_BE + "<p>é".encode("utf-16-be"), "<p>é"),
        (b'<meta charset="windows-1251">' + "мир".encode("cp1251"), '<meta charset="windows-1251">мир'),
        (b"<META content='text/html; charset=ISO-8859-1'>\x93", "<META content='text/html; charset=ISO-8859-1'>“"),
        (b"<meta charset=Shift_JIS>" + "壁".encode("cp932"), "<meta charset=Shift_JIS>壁"),
        (b"<meta charset=utf-16><p>\xc3\xa9", "<meta charset=utf-16><p>é"),
        (b"<?xml encoding='iso-8859-2'?>" + "ł".encode("iso8859-2"), "<?xml encoding='iso-8859-2'?>ł"),
        (b"<!-- <meta charset=koi8-r> --><p>\xc3\xa9", "<!-- <meta charset=koi8-r> --><p>é"),
        (b"<p>\xc3\xa9", "<p>é"),
        (b"<p>\xe9\x93", "<p>é“"),
        (b"<meta charset=utf-8><p>\xe9", "<meta charset=utf-8><p>\ufffd"),
        (b"<meta charset=no-such-thing><p>\xc3\xa9", "<meta charset=no-such-thing><p>é"),
        (b"<meta charset=rot13><p>a", "<meta charset=rot13><p>a"),
        (b"<meta charset=unicode_escape><p>\\x41", "<meta charset=unicode_escape><p>\\x41"),
        (b"", ""),
    ],
)  # fmt: skip
def test_decode(raw: bytes, text: str) -> None:
    assert encodings.decode(raw) == text


@given(
    st.binary(max_size=60), st.sampled_from([b"", b"<meta charset=gbk>", b"<meta charset=utf-7>", b"<?xml encoding='"])
)
def test_any_bytes_are_some_text(raw: bytes, head: bytes) -> None:
    assert isinstance(encodings.decode(head + raw), str)


def test_a_comment_that_is_never_closed_declares_nothing() -> None:
    assert encodings.decode(b'<!-- <meta charset="windows-1251"> \xc3\xa9') == '<!-- <meta charset="windows-1251"> é'
    assert encodings.decode(b'<!----><meta charset="windows-1251">\xec') == '<!----><meta charset="windows-1251">м'
