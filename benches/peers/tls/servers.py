"""The servers that are measured: nginx with Debian's OpenSSL, and OpenSSL 1.1.1 for what no distribution serves any more."""

import os
import subprocess
import time

from path import HOSTS, SERVER, sh

OLD = os.environ.get("OLD_OPENSSL", "target/tools/openssl-1.1.1w")
OLD_SERVER = os.environ.get("OLD_OPENSSL_SERVER", "benches/peers/old-openssl/target/release/old-openssl-server")

# Name: port, suites over all versions, with an ECDSA certificate besides RSA?, directives of nginx (none: OpenSSL 1.1.1).
SERVERS = {
    "TLS 1.3 only": (44301, 3, True, "ssl_protocols TLSv1.3;"),
    "11 suites": (44302, 11, True, "ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers off; "
                  "ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384;"),
    "64 suites": (44303, 64, False, "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; "
                  "ssl_ciphers kECDHE+aRSA:kEDH+aRSA:kRSA:!eNULL:!ARIA128:@SECLEVEL=0;"),
    "169 suites": (44304, 169, False, None),
}
OLD_SUITES = "ALL:COMPLEMENTOFALL:!PSK:!SRP"


class Servers:
    """Runs them all until it is left."""

    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        folder = self.folder
        os.chmod(folder, 0o755)
        certificate = ("openssl", "req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=bench.example", "-newkey")
        sh(*certificate, "rsa:2048", "-keyout", f"{folder}/rsa.key", "-out", f"{folder}/rsa.pem")
        sh(*certificate, "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", f"{folder}/ec.key", "-out", f"{folder}/ec.pem")
        sh("openssl", "genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:ffdhe2048", "-out", f"{folder}/dh.pem")
        with open(f"{folder}/nginx.conf", "w", encoding="ascii") as file:
            file.write(self.configuration())
        port = SERVERS["169 suites"][0]
        keys = (f"{folder}/rsa.pem", f"{folder}/rsa.key", f"{folder}/dh.pem")
        self.processes = [
            subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf"]),
            subprocess.Popen([OLD_SERVER, f"{SERVER}:{port}", *keys, OLD_SUITES], stdout=subprocess.DEVNULL),
        ]
        time.sleep(1)
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.terminate()
            process.wait()

    def configuration(self):
        folder, blocks = self.folder, ""
        for port, _, ecdsa, directives in SERVERS.values():
            if directives is None:
                continue
            more = f"ssl_certificate {folder}/ec.pem; ssl_certificate_key {folder}/ec.key;" if ecdsa else ""
            listen = " ".join(f"listen {address}:{port} ssl;" for address in [SERVER, *HOSTS])
            blocks += (f"server {{ {listen} ssl_certificate {folder}/rsa.pem; "
                       f"ssl_certificate_key {folder}/rsa.key; {more} ssl_dhparam {folder}/dh.pem; {directives} }}\n")
        paths = " ".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        return (f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
                f"events {{ worker_connections 1024; }}\nhttp {{ access_log off; {paths}\n{blocks} }}\n")
