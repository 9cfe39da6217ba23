//! The types of the extensions that Kijun writes or reads (IANA's TLS `ExtensionType` registry).

/// `server_name` (RFC 6066).
pub const SERVER_NAME: u16 = 0;
/// `status_request` (RFC 6066).
pub const STATUS_REQUEST: u16 = 5;
/// `supported_groups` (RFC 8422, RFC 7919).
pub const SUPPORTED_GROUPS: u16 = 10;
/// `ec_point_formats` (RFC 8422).
pub const POINT_FORMATS: u16 = 11;
/// `signature_algorithms` (RFC 8446).
pub const SIGNATURE_ALGORITHMS: u16 = 13;
/// `application_layer_protocol_negotiation` (RFC 7301).
pub const ALPN: u16 = 16;
/// `padding` (RFC 7685).
pub const PADDING: u16 = 21;
/// `encrypt_then_mac` (RFC 7366).
pub const ENCRYPT_THEN_MAC: u16 = 22;
/// `extended_master_secret` (RFC 7627).
pub const EXTENDED_MASTER_SECRET: u16 = 23;
/// `session_ticket` (RFC 5077).
pub const SESSION_TICKET: u16 = 35;
/// `supported_versions` (RFC 8446).
pub const SUPPORTED_VERSIONS: u16 = 43;
/// `cookie` (RFC 8446).
pub const COOKIE: u16 = 44;
/// `psk_key_exchange_modes` (RFC 8446).
pub const PSK_KEY_EXCHANGE_MODES: u16 = 45;
/// `key_share` (RFC 8446).
pub const KEY_SHARE: u16 = 51;
/// `renegotiation_info` (RFC 5746).
pub const RENEGOTIATION_INFO: u16 = 0xFF01;
