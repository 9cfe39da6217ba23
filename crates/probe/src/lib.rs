//! Sockets, names and the target guard for measuring TLS; the place of an address.
