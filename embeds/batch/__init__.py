"""Clean files of many articles: JSONL, Parquet, WARC, folders of texts and pages (extra `batch`).

An input is cut into chunks (json_lines.py, columns.py, warcs.py, texts.py). Chunks are cleaned in order, by this
process or by several (workers.py), and written at once (output.py), so that a run that was interrupted can be resumed.
run.py ties these together. Memory holds a few chunks, never a whole file.
"""
