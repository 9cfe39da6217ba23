"""The programs that measure, and what each of them says, in one form."""

import json
import os
import re
import shutil
from dataclasses import dataclass, field

from path import NETWORK, SERVER, sh
from servers import OLD

KIJUN = os.path.abspath(os.environ.get("KIJUN", "target/release/kijun"))
SSLYZE = os.environ.get("SSLYZE", "target/tools/sslyze/bin/sslyze")


@dataclass
class Findings:
    """`None`: the program does not look for it."""

    suites: set = field(default_factory=set)  # of (version, code)
    versions: set = field(default_factory=set)  # that are accepted
    groups: set | None = None
    order: dict | None = None  # version: "server" or "client"
    unknown: list = field(default_factory=list)
    unnamed: set = field(default_factory=set)  # suites whose names we cannot resolve
    seen: dict | None = None  # Kijun's own observation


NAMES, OPENSSL_NAMES = {}, {}


def load_names():
    """IANA's names and OpenSSL's to codes, as both OpenSSLs list them."""
    for program in ("openssl", f"{OLD}/bin/openssl"):
        for line in sh(program, "ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL:@SECLEVEL=0").stdout.splitlines():
            code, rest = line.split(" - ", 1)
            code = int("".join(part.strip()[2:] for part in code.split(",")), 16)
            iana, openssl = [word for word in rest.split() if word != "-"][:2]
            NAMES[iana], NAMES[openssl], OPENSSL_NAMES[code] = code, code, openssl


def put(findings, version, name):
    """Takes an accepted suite by its name: IANA's, OpenSSL's, or nmap's for TLS 1.3."""
    code = NAMES.get(name) or NAMES.get(name.replace("TLS_AKE_WITH_", "TLS_"))
    if code is None:
        findings.unnamed.add((version, name))
    else:
        findings.suites.add((version, code))
    findings.versions.add(version)


def group(name):
    """One name for a group, whatever it is called."""
    name = name.lower().removeprefix("ecdh_")
    return {"prime256v1": "secp256r1", "prime192v1": "secp192r1"}.get(name, name)


def of_kijun(said):
    seen = json.loads(said)
    seen = seen[0] if isinstance(seen, list) else seen
    return Findings(
        suites={(version, int(suite["code"], 16)) for version, found in seen["suites"].items() for suite in found},
        versions={version for version, verdict in seen["versions"].items() if verdict == "accepted"},
        groups={one["name"] for one in seen["groups"]},
        order={version: order for version, order in seen["order"].items() if order != "unknown"},
        unknown=[one["what"] for one in seen["unknown"]],
        seen=seen,
    )


def of_sslscan(said):
    findings = Findings(groups=set())
    for line in said.splitlines():
        if found := re.search(r"(?:Preferred|Accepted)\s+(TLSv1\.\d|SSLv\d)\s+\d+ bits\s+(\S+)", line):
            put(findings, found[1], found[2])
        elif found := re.match(r"(TLSv1\.\d|SSLv\d)\s+\d+ bits\s+(\S+)", line):
            findings.groups.add(group(found[2]))
        elif found := re.match(r"(TLSv1\.\d|SSLv\d)\s+enabled", line):
            findings.versions.add(found[1])
    return findings


def of_nmap(said):
    findings, version = Findings(groups=set(), order={}), None
    for line in said.splitlines():
        if found := re.match(r"\|\s+(TLSv1\.\d|SSLv\d):", line):
            version = found[1]
        elif found := re.match(r"\|\s+(TLS_\S+)(?: \((?:ecdh_)?(secp\w+|x25519|x448|ffdhe\d+))?", line):
            put(findings, version, found[1])
            findings.groups |= {group(found[2])} if found[2] else set()
        elif found := re.search(r"cipher preference: (server|client)", line):
            findings.order[version] = found[1]
    return findings


def of_sslyze(said):
    result = json.loads(said)["server_scan_results"][0]["scan_result"]
    versions = {"ssl_2_0": "SSLv2", "ssl_3_0": "SSLv3", "tls_1_0": "TLSv1.0", "tls_1_1": "TLSv1.1", "tls_1_2": "TLSv1.2",
                "tls_1_3": "TLSv1.3"}
    findings = Findings(groups=set())
    for key, version in versions.items():
        for one in (result[f"{key}_cipher_suites"]["result"] or {}).get("accepted_cipher_suites", []):
            put(findings, version, one["cipher_suite"]["name"])
    curves = result["elliptic_curves"]["result"] or {}
    findings.groups = {group(one["name"]) for one in curves.get("supported_curves") or []}
    return findings


def of_testssl(said):
    findings, version = Findings(groups=set(), order={}), None
    proper = lambda name: {"TLS 1": "TLSv1.0"}.get(name, name.replace("TLS 1", "TLSv1"))
    everywhere = False
    for line in said.splitlines():
        if found := re.match(r" (SSLv[23]|TLS 1(?:\.\d)?)\s+offered", line):
            findings.versions.add(proper(found[1]))
        elif found := re.match(r"(SSLv[23]|TLS 1(?:\.\d)?)\s*$", line):
            version = proper(found[1])
        elif found := re.match(r"\s*x([0-9a-f]{2,6})\s", line):
            findings.suites.add((version, int(found[1], 16)))
        elif found := re.match(r" (?:Elliptic curves offered|DH group offered|Finite field group):\s+(.*)", line):
            names = {group(name.strip("(),")) for name in found[1].split()}
            findings.groups |= {name for name in names if re.fullmatch(r"secp\w+|x25519|x448|ffdhe\d+|brainpool\w+", name)}
        elif re.match(r" Has server cipher order\?\s+yes", line):
            everywhere = True
    findings.order = {version: "server" if everywhere else "client" for version in findings.versions}
    return findings


def kijun(port, *more):
    return [KIJUN, "probe", f"{SERVER}:{port}", "--ports", str(port), "--allow-private", NETWORK, "--format", "json", *more]


def many(list_of_hosts, port):
    return [KIJUN, "probe", "--from", list_of_hosts, "--ports", str(port), "--allow-private", NETWORK, "--format", "jsonl"]


def peers(port, with_testssl):
    """Name, command line and reader of each; those that are missing are named."""
    address = f"{SERVER}:{port}"
    every = [
        ("sslscan", ["sslscan", "--no-colour", "--show-sigs", address], of_sslscan),
        ("nmap", ["nmap", "-n", "-Pn", "-p", str(port), "--script", "+ssl-enum-ciphers", SERVER], of_nmap),
        ("sslyze", [SSLYZE, "--json_out=-", "--mozilla_config=disable", "--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1",
                    "--tlsv1_2", "--tlsv1_3", "--elliptic_curves", "--certinfo", address], of_sslyze),
    ]
    if with_testssl:
        every.append(("testssl.sh", ["testssl", "-E", "-f", "-p", "-P", "--color", "0", "--warnings", "off", address], of_testssl))
    for name, words, reader in every:
        if shutil.which(words[0]):
            yield name, words, reader
        else:
            print(f"  {name}: not installed")


# Where a program finds less by its nature, in the words of its own documentation or after its source.
REASONS = {
    ("sslscan", "suites"): "it offers the suites that its OpenSSL is built with",
    ("sslscan", "order"): "it names the suite that is preferred, not whose order decides",
    ("nmap", "groups"): "it names the group that came with a suite, and looks for no others",
    ("nmap", "suites"): "it offers those of its own list",
    ("sslscan", "groups"): "of DHE it tells the size, not whose prime it is",
    ("sslyze", "suites"): "it offers the suites that its two OpenSSLs know",
    ("sslyze", "groups"): "it asks for elliptic curves alone",
    ("sslyze", "order"): "it does not look for it",
}
