//! TLS observed without sockets: bytes to send out, bytes received in, observation out.
