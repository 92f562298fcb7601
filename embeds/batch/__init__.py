"""Files of many articles: JSONL, Parquet, WARC, folders of texts and pages (extra `batch`).

An input is cut into chunks (lines.py, columns.py, warcs.py, texts.py), chunks are cleaned in order, by this process or
by several (workers.py), and what comes out is written as it comes (output.py), so that a run which was ended can go on.
run.py ties these together. Memory holds a few chunks, never a file.
"""
