"""What is printed: figures of each program, where its findings differ from Kijun's, who is right, and the goals beside them."""

import subprocess

from path import SERVER
from programs import OPENSSL_NAMES, REASONS
from servers import OLD

# Goals at 50 ms: seconds, those with --fast, connections; and those of a scan that starts from an earlier one.
GOALS = {
    "TLS 1.3 only": {"kijun": (0.35, 20), "kijun --fast": (0.25, 20), "again": 0.2},
    "11 suites": {"kijun": (0.5, 32), "kijun --fast": (0.35, 32), "again": 0.2},
    "64 suites": {"kijun": (1.5, 105), "kijun --fast": (0.8, 105), "again": 0.4},
    "169 suites": {"kijun": (4.0, 260), "kijun --fast": (1.5, 260), "again": 0.7},
}
CPU_GOAL, MEMORY_GOAL, HOSTS_GOAL = 25, 8, 100
PROTOCOLS = {"SSLv3": "-ssl3", "TLSv1.0": "-tls1", "TLSv1.1": "-tls1_1", "TLSv1.2": "-tls1_2", "TLSv1.3": "-tls1_3"}
MOST_ASKED = 40


def head():
    print(f"  {'':20} {'RTT':>6} {'wall':>10} {'opened':>7} {'CPU':>9} {'memory':>11} {'above idle':>11}")


def row(name, rtt, run, idle, note=""):
    print(f"  {name:20} {rtt:3} ms {run['wall']:8.2f} s {run['opened']:7.0f} {run['cpu']:6.0f} ms {run['memory']:7.1f} MiB "
          f"{run['memory'] - idle['memory']:7.1f} MiB  {note}", flush=True)


def least(findings):
    """C*: accepted suites over all versions + 6 + 1 + groups that no suite can carry."""
    older = {"TLSv1.0", "TLSv1.1", "TLSv1.2"}
    curves = sum(1 for version, code in findings.suites if version in older and "ECDH" in OPENSSL_NAMES.get(code, ""))
    newest = sum(1 for version, _ in findings.suites if version == "TLSv1.3")

    def left(wanted, carriers):
        groups = sum(1 for one in findings.seen["groups"] if wanted & set(one["versions"]))
        return max(0, groups - carriers) if carriers else 0

    return len(findings.suites) + 6 + 1 + left({"TLSv1.3"}, newest) + left(older, curves)


def goals(server, name, again, run, bound, idle):
    """The goals beside the figures, with a mark where they are met."""
    wanted = GOALS[server]
    seconds, connections = wanted[name]
    if again:
        seconds, connections = wanted["again"], int(bound * 1.15)
    parts = [(f"{seconds} s", run["wall"] <= seconds), (f"{connections} connections", run["opened"] <= connections),
             (f"{CPU_GOAL} ms CPU", run["cpu"] <= CPU_GOAL),
             (f"{MEMORY_GOAL} MiB above idle", run["memory"] - idle["memory"] <= MEMORY_GOAL)]
    return "goals: " + ", ".join(f"{text} {'met' if met else 'NOT met'}" for text, met in parts)


def compare(server_port, peer, mine, theirs):
    """One line for each thing in which a program's findings differ from Kijun's."""
    unnamed = f", {len(theirs.unnamed)} whose names we do not know" if theirs.unnamed else ""
    lines = [f"{len(theirs.suites)} suites{unnamed}, versions {'alike' if theirs.versions == mine.versions else 'NOT alike'}"]
    reason = lambda what: f" ({REASONS[peer, what]})" if (peer, what) in REASONS else ""
    if theirs.versions != mine.versions:
        lines.append(f"versions: lacks {sorted(mine.versions - theirs.versions)}, "
                     f"adds {sorted(theirs.versions - mine.versions)}{reason('versions')}")
    for word, pairs in (("lacks", mine.suites - theirs.suites), ("adds", theirs.suites - mine.suites)):
        if pairs:
            why = reason("suites") if word == "lacks" else ""
            lines.append(f"suites: {word} {len(pairs)}: {named(pairs)}; {settled(server_port, pairs)}{why}")
    if theirs.groups is None:
        lines.append("groups: not looked for")
    elif theirs.groups != mine.groups:
        lacks, adds = sorted(mine.groups - theirs.groups), sorted(theirs.groups - mine.groups)
        lines.append(f"groups: lacks {', '.join(lacks) or 'none'}; adds {', '.join(adds) or 'none'}{reason('groups')}")
    if theirs.order is None:
        lines.append(f"order: not said{reason('order')}")
    else:
        other = {version: order for version, order in theirs.order.items() if mine.order.get(version, order) != order}
        if other:
            said = ", ".join(f"{version} {order}, Kijun {mine.order[version]}" for version, order in sorted(other.items()))
            lines.append(f"order: {said}{reason('order')}")
    return lines


def named(pairs):
    shown = [f"{version} {OPENSSL_NAMES.get(code, f'{code:04X}')}" for version, code in sorted(pairs)]
    return ", ".join(shown[:4]) + (", …" if len(shown) > 4 else "")


def settled(port, pairs):
    """Who is right: each suite (as far as they are few) is asked for alone by the client of OpenSSL 1.1.1."""
    accepted, refused, unasked = 0, 0, max(0, len(pairs) - MOST_ASKED)
    for version, code in sorted(pairs)[:MOST_ASKED]:
        if code not in OPENSSL_NAMES or version not in PROTOCOLS:
            unasked += 1
            continue
        suite = ["-ciphersuites" if version == "TLSv1.3" else "-cipher", OPENSSL_NAMES[code] + ("" if version == "TLSv1.3" else ":@SECLEVEL=0")]
        words = [f"{OLD}/bin/openssl", "s_client", "-connect", f"{SERVER}:{port}", PROTOCOLS[version], *suite]
        said = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace").stdout
        if f"Cipher is {OPENSSL_NAMES[code]}" in said:
            accepted += 1
        else:
            refused += 1
    rest = f", {unasked} not asked" if unasked else ""
    return f"asked by OpenSSL 1.1.1, the server accepts {accepted} and refuses {refused}{rest}"
