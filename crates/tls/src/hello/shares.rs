//! Key shares that nobody holds the key of: valid public values, so that a server that checks them goes on, for conversations that end
//! before the key is needed. Shares with a key behind them are `exchange`'s.

use crate::wire::Writer;

/// A valid public value of the group; `None` where there is none here (old curves, GOST, drafts without a format).
pub(crate) fn public_value(group: u16) -> Option<Vec<u8>> {
    let parts: &[Part] = match group {
        0x0017 => &[Part::Point(P256)],
        0x0018 => &[Part::Point(P384)],
        0x0019 => &[Part::Point(P521)],
        0x001D => &[X25519],
        0x001E => &[Part::Number { value: 5, at: End::First, size: 56 }],
        0x001F => &[Part::Point(BRAINPOOL_P256)],
        0x0020 => &[Part::Point(BRAINPOOL_P384)],
        0x0021 => &[Part::Point(BRAINPOOL_P512)],
        0x0029 => &[Part::Point(SM2)],
        0x0100 => &[finite_field(256)],
        0x0101 => &[finite_field(384)],
        0x0102 => &[finite_field(512)],
        0x0103 => &[finite_field(768)],
        0x0104 => &[finite_field(1024)],
        0x0200 => &[Part::Lattice(800)],
        0x0201 => &[ML_KEM_768],
        0x0202 => &[ML_KEM_1024],
        0x11EB | 0x639A => &[Part::Point(P256), ML_KEM_768],
        0x11EC => &[ML_KEM_768, X25519],
        0x11ED => &[Part::Point(P384), ML_KEM_1024],
        0x11EE => &[Part::Point(SM2), ML_KEM_768],
        0x6399 => &[X25519, ML_KEM_768],
        _ => return None,
    };
    let mut value = Writer::default();
    for part in parts {
        part.write(&mut value);
    }
    Some(value.finish())
}

/// One part of a value.
enum Part {
    /// An uncompressed point, in hexadecimal without its leading 04: the curve's own generator.
    Point(&'static str),
    /// A small number at the first or last byte of a field.
    Number { value: u8, at: End, size: usize },
    /// An encapsulation key of ML-KEM of this size. FIPS 203 §7.2 wants every 12-bit coefficient below 3329: bytes of 7 are.
    Lattice(usize),
}

enum End {
    First,
    Last,
}

const X25519: Part = Part::Number { value: 9, at: End::First, size: 32 };
const ML_KEM_768: Part = Part::Lattice(1184);
const ML_KEM_1024: Part = Part::Lattice(1568);

/// The generator 2 of the groups of RFC 7919.
const fn finite_field(size: usize) -> Part {
    Part::Number { value: 2, at: End::Last, size }
}

impl Part {
    fn write(&self, value: &mut Writer) {
        match self {
            Self::Point(hexadecimal) => {
                value.u8(4);
                for pair in hexadecimal.as_bytes().chunks_exact(2) {
                    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                    if let [high, low] = pair {
                        value.u8(digit(high).unwrap_or_default() << 4 | digit(low).unwrap_or_default());
                    }
                }
            }
            Self::Number { value: number, at: End::First, size } => {
                value.u8(*number).zeros(size - 1);
            }
            Self::Number { value: number, at: End::Last, size } => {
                value.zeros(size - 1).u8(*number);
            }
            Self::Lattice(size) => {
                for _ in 0..*size {
                    value.u8(7);
                }
            }
        }
    }
}

const P256: &str = "\
    6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce\
    33576b315ececbb6406837bf51f5";
const P384: &str = "\
    aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab73617\
    de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f";
const P521: &str = "\
    00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de\
    3348b3c1856a429bf97e7e31c2e5bd66011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c\
    97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650";
const BRAINPOOL_P256: &str = "\
    8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262547ef835c3dac4fd97f8461a14611dc9c277\
    45132ded8e545c1d54c72f046997";
const BRAINPOOL_P384: &str = "\
    1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1e8abe\
    1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff99129280e4646217791811142820341263c5315";
const BRAINPOOL_P512: &str = "\
    81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098eff3b1f78e2d0d48d50d1687b93b97d5f7c6d\
    5047406a5e688b352209bcb9f8227dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111b2dcde49\
    4a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892";
const SM2: &str = "\
    32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7bc3736a2f4f6779c59bdcee36b692153d0a9\
    877cc62a474002df32e52139f0a0";
