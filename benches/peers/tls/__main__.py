"""The same TLS servers measured by Kijun and by its peers (make bench-peers-tls). Figures: median of RUNS runs (3), testssl.sh once.

Options: --testssl (it takes minutes a server), --only NAME (a part of a server's name).
"""

import os
import statistics
import sys
import tempfile

import programs
import table
from path import HOSTS, Path
from servers import SERVERS, Servers

RUNS = int(os.environ.get("RUNS", "3"))
WITH_TESTSSL = "--testssl" in sys.argv
ONLY = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
TRIPS = (0, 50)
# The server that many hosts are.
MANY = "11 suites"


def median(path, words, rtt):
    runs = [path.measured(words, rtt) for _ in range(RUNS)]
    return {**runs[0], **{key: statistics.median(run[key] for run in runs) for key in ("wall", "cpu", "memory", "opened")}}


def measure_kijun(path, folder, server, port, expected, idle):
    """Kijun's rows; returns what it found at first."""
    mine = bound = None
    for name, more in (("kijun", []), ("kijun --fast", ["--fast"])):
        for again in (False, True):
            for rtt in TRIPS:
                previous = ["--previous", f"{folder}/{port}.json"] if again else []
                run = median(path, programs.kijun(port, *more, *previous), rtt)
                found = programs.of_kijun(run["said"])
                if mine is None:
                    mine, bound = found, table.least(found)
                    with open(f"{folder}/{port}.json", "w", encoding="utf-8") as file:
                        file.write(run["said"])
                    print(f"\n{server}: {len(mine.suites)} suites ({expected} expected), versions {', '.join(sorted(mine.versions))}, "
                          f"{len(mine.groups)} groups, order {mine.order}; C* = {bound}")
                    table.head()
                note = table.goals(server, name, again, run, bound, idle) if rtt == TRIPS[-1] else ""
                table.row(f"{name} again" if again else name, rtt, run, idle, note)
                if len(found.suites) != expected or found.groups != mine.groups or found.unknown:
                    print(f"      found {len(found.suites)} of {expected} suites, {len(found.groups)} groups; unknown: {found.unknown}")
    return mine


def measure_many(path, folder, port, expected, idle):
    """Many hosts in one process: the same server by other addresses."""
    with open(f"{folder}/hosts", "w", encoding="ascii") as file:
        file.writelines(f"{host}:{port}\n" for host in HOSTS)
    for rtt in TRIPS:
        run = median(path, programs.many(f"{folder}/hosts", port), rtt)
        complete = sum(len(programs.of_kijun(line).suites) == expected for line in run["said"].splitlines())
        note = f"{len(HOSTS) / run['cpu'] * 1000:.0f} hosts a CPU second (goal {table.HOSTS_GOAL}); {complete} of {len(HOSTS)} complete"
        table.row(f"kijun, {len(HOSTS)} hosts", rtt, run, idle, note)


def measure_peers(path, port, mine, idle):
    for name, words, reader in programs.peers(port, WITH_TESTSSL):
        before = None
        for rtt in TRIPS:
            run = path.measured(words, rtt) if name == "testssl.sh" else median(path, words, rtt)
            table.row(name, rtt, run, idle)
            try:
                lines = table.compare(port, name, mine, reader(run["said"]))
                for line in [f"as at {TRIPS[0]} ms"] if lines == before else lines:
                    print(f"      {line}", flush=True)
                before = lines
            except (ValueError, KeyError, IndexError) as problem:
                print(f"      unreadable: {problem!r}")


def main():
    programs.load_names()
    path = Path()
    try:
        with tempfile.TemporaryDirectory() as folder, Servers(folder):
            idle = median(path, [programs.KIJUN, "--version"], 0)
            print(f"{RUNS} run(s); CPU time is that of all processes, memory that of the largest")
            table.head()
            table.row("kijun --version", 0, idle, idle, "the idle process")
            for server, (port, expected, _, _) in SERVERS.items():
                if ONLY in server:
                    mine = measure_kijun(path, folder, server, port, expected, idle)
                    if server == MANY:
                        measure_many(path, folder, port, expected, idle)
                    measure_peers(path, port, mine, idle)
    finally:
        path.close()


main()
