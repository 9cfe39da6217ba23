"""The same TLS servers measured by Kijun and by its peers (make bench-peers), over a path whose round-trip time we set.

Servers (nginx, OpenSSL) listen on 10.77.0.1; the measuring program runs in a network namespace at 10.77.0.2. Between them lie two TUN
devices and this script, which hands every packet over after half the round-trip time: connection establishment is delayed like all else,
and every SYN is counted, so that nobody's own count is taken. Needs root. Figures: median of RUNS; CPU time and peak memory of the
program and its children (wait4).
"""

import fcntl
import heapq
import json
import os
import re
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

KIJUN = os.path.abspath(os.environ.get("KIJUN", "target/release/kijun"))
SSLYZE = os.environ.get("SSLYZE", "sslyze")
RUNS = int(os.environ.get("RUNS", "3"))
WITH_TESTSSL = "--testssl" in sys.argv
SPACE = "kijun-bench"
SERVER, CLIENT = "10.77.0.1", "10.77.0.2"
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


def sh(*words, check=True):
    return subprocess.run(words, check=check, capture_output=True, text=True)


class Path(threading.Thread):
    """Two TUN devices with a delay between them."""

    def __init__(self):
        super().__init__(daemon=True)
        self.delay, self.opened = 0.0, 0
        sh("ip", "netns", "add", SPACE)
        self.near, self.far = self.tun("kijun0"), self.tun("kijun1")
        sh("ip", "addr", "add", SERVER, "peer", CLIENT, "dev", "kijun0")
        sh("ip", "link", "set", "kijun0", "up")
        sh("ip", "link", "set", "kijun1", "netns", SPACE)
        inside = ("ip", "netns", "exec", SPACE, "ip")
        sh(*inside, "addr", "add", CLIENT, "peer", SERVER, "dev", "kijun1")
        sh(*inside, "link", "set", "kijun1", "up")
        sh(*inside, "link", "set", "lo", "up")
        self.start()

    @staticmethod
    def tun(name):
        device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
        return device

    def run(self):
        queue, number = [], 0
        while True:
            wait = max(0.0, queue[0][0] - time.monotonic()) if queue else None
            ready, _, _ = select.select([self.near, self.far], [], [], wait)
            now = time.monotonic()
            for device in ready:
                for _ in range(64):
                    try:
                        packet = os.read(device, 65536)
                    except BlockingIOError:
                        break
                    except OSError:  # the devices are gone
                        return
                    other = self.near if device == self.far else self.far
                    if device == self.far and self.begins(packet):
                        self.opened += 1
                    number += 1
                    heapq.heappush(queue, (now + self.delay, number, other, packet))
            now = time.monotonic()
            while queue and queue[0][0] <= now:
                _, _, device, packet = heapq.heappop(queue)
                try:
                    os.write(device, packet)
                except OSError:
                    pass

    @staticmethod
    def begins(packet):
        """Is it an IPv4 TCP segment with SYN and without ACK?"""
        if packet[0] >> 4 != 4 or packet[9] != 6:
            return False
        flags = packet[(packet[0] & 15) * 4 + 13]
        return flags & 0x12 == 0x02

    def close(self):
        sh("ip", "link", "del", "kijun0", check=False)
        sh("ip", "netns", "del", SPACE, check=False)


OPENSSL_OLD = "ALL:COMPLEMENTOFALL:!PSK:!SRP:@SECLEVEL=0"
SERVERS = {
    "TLS 1.3 only": "ssl_protocols TLSv1.3;",
    "11 suites": "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
    "DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384; ssl_prefer_server_ciphers off;",
    "64 suites": "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; "
    "ssl_ciphers kECDHE+aRSA:kEDH+aRSA:kRSA:!ARIA:!AESCCM:!eNULL:@SECLEVEL=0;",
    "most of OpenSSL": f"ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; ssl_ciphers {OPENSSL_OLD};",
}


def serve(folder):
    """One nginx with a server for each configuration; returns it and their ports."""
    sh("openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "30", "-subj", "/CN=bench.example",
       "-keyout", f"{folder}/rsa.key", "-out", f"{folder}/rsa.pem")
    sh("openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-days", "30",
       "-subj", "/CN=bench.example", "-keyout", f"{folder}/ec.key", "-out", f"{folder}/ec.pem")
    sh("openssl", "genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:ffdhe2048", "-out", f"{folder}/dh.pem")
    blocks, ports = "", {}
    for number, (name, directives) in enumerate(SERVERS.items()):
        ports[name] = 44301 + number
        ecdsa = f"ssl_certificate {folder}/ec.pem; ssl_certificate_key {folder}/ec.key;" if name != "64 suites" else ""
        blocks += (f"server {{ listen {SERVER}:{ports[name]} ssl; ssl_certificate {folder}/rsa.pem; "
                   f"ssl_certificate_key {folder}/rsa.key; {ecdsa} ssl_dhparam {folder}/dh.pem; {directives} }}\n")
    paths = " ".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    with open(f"{folder}/nginx.conf", "w", encoding="ascii") as file:
        file.write(f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
                   f"events {{ worker_connections 1024; }}\nhttp {{ access_log off; {paths}\n{blocks} }}\n")
    return subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf"]), ports


def measured(path, words, rtt):
    """Runs a program in the namespace; what it said and what it took."""
    path.delay, before = rtt / 2000, path.opened
    with tempfile.TemporaryFile() as said:
        begun = time.monotonic()
        child = subprocess.Popen(["ip", "netns", "exec", SPACE, *words], stdout=said, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        took = time.monotonic() - begun
        child.returncode = 0
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    return {"said": text, "wall": took, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024,
            "opened": path.opened - before}


def median(path, words, rtt):
    runs = [measured(path, words, rtt) for _ in range(RUNS)]
    return {**runs[0], **{key: statistics.median(run[key] for run in runs) for key in ("wall", "cpu", "memory", "opened")}}


def kijun_findings(said):
    seen = json.loads(said)
    seen = seen[0] if isinstance(seen, list) else seen
    seen = seen.get("observations", [seen])[0]
    suites = {(version, int(suite["code"], 16)) for version, all in seen["suites"].items() for suite in all}
    return suites, {group["name"] for group in seen["groups"]}, seen["unknown"]


NAMES = {}


def load_names():
    """IANA's names and OpenSSL's, to codes, as OpenSSL lists them."""
    for line in sh("openssl", "ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL:@SECLEVEL=0").stdout.splitlines():
        code, rest = line.split(" - ", 1)
        code = int("".join(part.strip()[2:] for part in code.split(",")), 16)
        iana, openssl = [word for word in rest.split() if word != "-"][:2]
        NAMES[iana], NAMES[openssl] = code, code


def named(name):
    return NAMES.get(name.replace("TLS_AKE_WITH_", "TLS_"))


def sslscan_findings(said):
    suites, groups = set(), set()
    for line in said.splitlines():
        found = re.search(r"(?:Preferred|Accepted)\s+(TLSv1\.\d|SSLv\d)\s+\d+ bits\s+(\S+)", line)
        if found:
            suites.add((found[1], named(found[2])))
        found = re.search(r"(TLSv1\.\d)\s+\d+ bits\s+([A-Za-z]\S+)(?: \(|$)", line)
        if found and "Accepted" not in line and "Preferred" not in line:
            groups.add(found[2])
    return suites, groups


def nmap_findings(said):
    suites, version = set(), None
    for line in said.splitlines():
        head = re.match(r"\|\s+(TLSv1\.\d|SSLv\d):", line)
        version = head[1] if head else version
        found = re.match(r"\|\s+(TLS_\S+)", line)
        if found and version:
            suites.add((version, named(found[1])))
    return suites, set()


def sslyze_findings(said):
    suites, groups = set(), set()
    result = json.loads(said)["server_scan_results"][0]["scan_result"]
    versions = {"ssl_2_0": "SSLv2", "ssl_3_0": "SSLv3", "tls_1_0": "TLSv1.0", "tls_1_1": "TLSv1.1", "tls_1_2": "TLSv1.2", "tls_1_3": "TLSv1.3"}
    for key, version in versions.items():
        for one in (result[f"{key}_cipher_suites"]["result"] or {}).get("accepted_cipher_suites", []):
            suites.add((version, named(one["cipher_suite"]["name"])))
    for one in (result["elliptic_curves"]["result"] or {}).get("supported_curves") or []:
        groups.add(one["name"])
    return suites, groups


def testssl_findings(said):
    suites, version = set(), None
    for line in said.splitlines():
        line = re.sub(r"\x1b\[[0-9;]*m", "", line)
        head = re.match(r"(SSLv[23]|TLS 1(?:\.\d)?|TLSv1(?:\.\d)?)\b", line)
        if head:
            version = {"TLS 1": "TLSv1.0", "TLSv1": "TLSv1.0"}.get(head[1], head[1].replace("TLS 1", "TLSv1"))
        found = re.search(r"\s(TLS_\S+)\s*$", line)
        if found and version and line.lstrip().startswith("x"):
            suites.add((version, named(found[1])))
    return suites, set()


def peers(port):
    kijun = [KIJUN, "probe", f"{SERVER}:{port}", "--ports", str(port), "--allow-private", "10.77.0.0/24", "--format", "json"]
    yield "kijun", kijun, kijun_findings
    yield "kijun --fast", [*kijun, "--fast"], kijun_findings
    if shutil.which("sslscan"):
        yield "sslscan", ["sslscan", "--no-colour", "--show-sigs", f"{SERVER}:{port}"], sslscan_findings
    if shutil.which("nmap"):
        yield "nmap", ["nmap", "-n", "-Pn", "-p", str(port), "--script", "+ssl-enum-ciphers", SERVER], nmap_findings
    if shutil.which(SSLYZE):
        yield "sslyze", [SSLYZE, "--json_out=-", "--mozilla_config=disable", "--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3", "--elliptic_curves", "--certinfo", f"{SERVER}:{port}"], sslyze_findings
    if WITH_TESTSSL and shutil.which("testssl"):
        yield "testssl.sh", ["testssl", "-E", "-f", "-p", "-s", "--color", "0", "--warnings", "off", f"{SERVER}:{port}"], testssl_findings


def row(name, rtt, run, note):
    print(f"  {name:18} {rtt:3} ms  {run['wall']:8.2f} s  {run['opened']:6.0f}  {run['cpu'] * 1000:8.0f} ms  {run['memory']:6.1f} MiB  {note}",
          flush=True)


def compare(mine, theirs):
    """Suites found by one and not by the other."""
    theirs = {pair for pair in theirs if pair[1] is not None}
    show = lambda pairs: ", ".join(f"{version} {code:04X}" for version, code in sorted(pairs)[:4]) + (" …" if len(pairs) > 4 else "")
    missed, invented = mine - theirs, theirs - mine
    parts = [f"{len(theirs)} suites"]
    if missed:
        parts.append(f"lacks {len(missed)} ({show(missed)})")
    if invented:
        parts.append(f"has {len(invented)} that Kijun lacks ({show(invented)})")
    return "; ".join(parts)


def main():
    load_names()
    path = Path()
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        nginx, ports = serve(folder)
        try:
            time.sleep(0.5)
            for name, port in ports.items():
                mine = None
                for peer, words, findings in peers(port):
                    for rtt in (0, 50):
                        run = median(path, words, rtt) if peer != "testssl.sh" else measured(path, words, rtt)
                        try:
                            found = findings(run["said"])
                        except (ValueError, KeyError, IndexError) as problem:
                            row(peer, rtt, run, f"unreadable: {problem!r}")
                            continue
                        if peer == "kijun" and rtt == 0:
                            mine = found[0]
                            print(f"{name}: {len(mine)} suites, {len(found[1])} groups; least number of connections "
                                  f"{len(mine) + 7} (without groups that no suite carries)")
                            print(f"  {'':18} {'RTT':>6} {'wall':>11} {'opened':>8} {'CPU':>10} {'memory':>11}  findings")
                            with open(f"{folder}/previous-{port}.json", "w", encoding="utf-8") as file:
                                file.write(run["said"])
                        unknown = f"; unknown: {found[2]}" if len(found) > 2 and found[2] else ""
                        row(peer, rtt, run, compare(mine, found[0]) + unknown)
                        if peer.startswith("kijun"):
                            again = median(path, [*words, "--previous", f"{folder}/previous-{port}.json"], rtt)
                            row(f"{peer} again", rtt, again, compare(mine, findings(again["said"])[0]))
        finally:
            nginx.terminate()
            nginx.wait()
            path.close()


main()
