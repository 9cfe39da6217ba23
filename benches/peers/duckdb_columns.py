"""Judges services by SQL in DuckDB on one core; run by the crate beside it, not by hand.

Arguments: CSV file, column definitions, query, runs, rows to give back. Prints JSON: the seconds of each run, in which every
row is judged and the results are folded (nothing is written), and the results of the first rows.
"""

import json
import sys
import time

import duckdb

table, columns, query, runs, checked = sys.argv[1:]
database = duckdb.connect()
database.execute("SET threads = 1")
database.execute("SET preserve_insertion_order = true")
database.execute(f"CREATE TABLE services ({columns})")
database.execute(f"COPY services FROM '{table}' (HEADER false)")
folded = f"SELECT sum(verdict), bit_xor(failing), bit_xor(open) FROM ({query})"
database.execute(folded).fetchall()
seconds = []
for _ in range(int(runs)):
    start = time.perf_counter()
    database.execute(folded).fetchall()
    seconds.append(time.perf_counter() - start)
judged = database.execute(f"{query} LIMIT {int(checked)}").fetchall()
print(json.dumps({"seconds": seconds, "judged": judged, "version": duckdb.__version__}))
