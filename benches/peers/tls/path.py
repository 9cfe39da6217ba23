"""A path between the measuring programs and the servers whose round-trip time we set, and what a program took on it.

Servers listen on 10.77.0.1; the measuring program runs in a network namespace at 10.77.0.2. Between them lie two TUN devices and this
thread, which hands every packet over after half the round-trip time: connection establishment is delayed like all else, and every SYN is
counted, so that nobody's own count is taken. Needs root.
"""

import fcntl
import heapq
import os
import select
import struct
import subprocess
import tempfile
import threading
import time

SPACE = "kijun-bench"
# The same server by other addresses, for many hosts in one run.
HOSTS = [f"10.77.0.{last}" for last in range(101, 121)]
SERVER, CLIENT, NETWORK = "10.77.0.1", "10.77.0.2", "10.77.0.0/24"
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
        for host in HOSTS:
            sh("ip", "addr", "add", f"{host}/32", "dev", "kijun0")
        sh("ip", "link", "set", "kijun1", "netns", SPACE)
        inside = ("ip", "netns", "exec", SPACE, "ip")
        sh(*inside, "addr", "add", CLIENT, "peer", SERVER, "dev", "kijun1")
        sh(*inside, "link", "set", "kijun1", "up")
        sh(*inside, "route", "add", NETWORK, "dev", "kijun1")
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

    def measured(self, words, rtt):
        """Runs a program in the namespace: what it said and what it took.

        Peak memory is what `time` says of the program that it starts (of its largest process): a process counts the memory of what it
        was forked from as its own until it executes another program, and this one is larger than a probe. CPU time is of all processes.
        """
        self.delay, before = rtt / 2000, self.opened
        with tempfile.TemporaryFile() as said, tempfile.NamedTemporaryFile("r") as memory:
            words = ["ip", "netns", "exec", SPACE, "time", "-q", "-f", "%M", "-o", memory.name, *words]
            begun = time.monotonic()
            child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.DEVNULL)
            _, _, usage = os.wait4(child.pid, 0)
            took = time.monotonic() - begun
            child.returncode = 0
            said.seek(0)
            text = said.read().decode("utf-8", "replace")
            peak = int(memory.read().split()[-1]) / 1024
        return {"said": text, "wall": took, "cpu": (usage.ru_utime + usage.ru_stime) * 1000, "memory": peak,
                "opened": self.opened - before}
