//! The messages of a server, read into what they say. A message that breaks its own rules is refused with its name; what to make of a
//! message is `conversation`'s work.

mod certificates;
mod key_exchange;
mod server_hello;
mod ssl2;

pub(crate) use certificates::{MOST_CERTIFICATES, read_chain, read_chain_tls13};
pub(crate) use key_exchange::{FiniteField, bit_length, read_key_exchange};
pub(crate) use server_hello::{ServerHello, read_encrypted_extensions, read_server_hello};
pub(crate) use ssl2::{Ssl2Answer, read_ssl2};

/// Types of handshake messages.
pub(crate) mod kind {
    pub(crate) const HELLO_REQUEST: u8 = 0;
    pub(crate) const SERVER_HELLO: u8 = 2;
    pub(crate) const NEW_SESSION_TICKET: u8 = 4;
    pub(crate) const ENCRYPTED_EXTENSIONS: u8 = 8;
    pub(crate) const CERTIFICATE: u8 = 11;
    pub(crate) const SERVER_KEY_EXCHANGE: u8 = 12;
    pub(crate) const CERTIFICATE_REQUEST: u8 = 13;
    pub(crate) const SERVER_HELLO_DONE: u8 = 14;
    pub(crate) const CERTIFICATE_VERIFY: u8 = 15;
    pub(crate) const FINISHED: u8 = 20;
    pub(crate) const CERTIFICATE_STATUS: u8 = 22;
}

#[cfg(test)]
mod tests {
    use super::{
        read_chain, read_chain_tls13, read_encrypted_extensions, read_key_exchange, read_server_hello, read_ssl2,
    };
    use crate::suites::Suite;
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    #[test]
    fn extensions_of_tls_13_are_read_with_the_protocol_chosen() {
        // Length of all, ALPN, its length, its list, «h2»; then an extension without content.
        let said = read_encrypted_extensions(&[0, 13, 0, 16, 0, 5, 0, 3, 2, b'h', b'2', 0, 10, 0, 0]).unwrap();
        assert_eq!((said.alpn.as_deref(), &said.extensions[..]), (Some("h2"), &[16, 10][..]));
        assert!(read_encrypted_extensions(&[0, 4, 0, 10, 0, 1]).is_err());
    }

    #[test]
    fn a_response_counts_as_stapled_where_it_stands_with_the_servers_own_certificate() {
        let entry = |kind: u8| [&[0, 0, 1, 0x30, 0, 5, 0, kind, 0, 1][..], &[9]].concat();
        let message = |entries: &[u8]| [&[0, 0, 0, u8::try_from(entries.len()).unwrap()][..], entries].concat();
        let (own, issuer) = (entry(5), entry(18));
        let both = message(&[&own[..], &issuer].concat());
        assert_eq!(read_chain_tls13(&both), Ok((vec![&[0x30][..], &[0x30]], true)));
        let both = message(&[&issuer[..], &own].concat());
        assert_eq!(read_chain_tls13(&both), Ok((vec![&[0x30][..], &[0x30]], false)));
    }

    proptest! {
        #[test]
        fn any_body_is_read_or_refused_and_nothing_is_read_that_was_not_there(body in vec(any::<u8>(), 0..200)) {
            let chains = [read_chain(&body).ok(), read_chain_tls13(&body).ok().map(|(chain, _)| chain)];
            for chain in chains.into_iter().flatten() {
                prop_assert!(chain.iter().map(|der| der.len()).sum::<usize>() <= body.len());
            }
            for hello in [read_server_hello(&body), read_encrypted_extensions(&body)].into_iter().flatten() {
                prop_assert!(4 * hello.extensions.len() <= body.len());
            }
            for suite in Suite::all() {
                let [old, new] = [0x0301, 0x0303].map(|version| read_key_exchange(&body, suite, version));
                if let (Ok(old), Ok(new)) = (old, new) {
                    prop_assert_eq!((old.group, old.dh_bits), (new.group, new.dh_bits));
                }
            }
            let _ = read_ssl2(&body);
        }
    }
}
