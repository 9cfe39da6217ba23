//! Numbers and length-prefixed vectors of the TLS presentation language, read within bounds and written. What they mean is not known here.

mod reader;
mod writer;

pub(crate) use reader::{Malformed, Reader};
pub(crate) use writer::Writer;
