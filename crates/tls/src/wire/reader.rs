//! Reading within bounds: nothing is taken that is not there, nothing is copied.

/// What breaks the rules, in words for a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) &'static str);

/// Bytes still to be read of one structure, whose name stands in every complaint.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    structure: &'static str,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], structure: &'static str) -> Self {
        Self { bytes, structure }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(Malformed(self.structure))?;
        self.bytes = rest;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (taken, rest) = self.bytes.split_first_chunk().ok_or(Malformed(self.structure))?;
        self.bytes = rest;
        Ok(*taken)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Malformed> {
        self.array().map(u8::from_be_bytes)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, Malformed> {
        self.array().map(u16::from_be_bytes)
    }

    pub(crate) fn u24(&mut self) -> Result<u32, Malformed> {
        let [high, middle, low] = self.array()?;
        Ok(u32::from_be_bytes([0, high, middle, low]))
    }

    /// A vector with its length in one byte.
    pub(crate) fn vector8(&mut self) -> Result<Self, Malformed> {
        let length = self.u8()?;
        self.vector(length.into())
    }

    /// A vector with its length in two bytes.
    pub(crate) fn vector16(&mut self) -> Result<Self, Malformed> {
        let length = self.u16()?;
        self.vector(length.into())
    }

    /// A vector with its length in three bytes.
    pub(crate) fn vector24(&mut self) -> Result<Self, Malformed> {
        let length = self.u24()?;
        self.vector(usize::try_from(length).unwrap_or(usize::MAX))
    }

    /// What is left.
    pub(crate) fn rest(self) -> &'a [u8] {
        self.bytes
    }

    /// Nothing may be left.
    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.bytes.is_empty() { Ok(()) } else { Err(Malformed(self.structure)) }
    }

    fn vector(&mut self, length: usize) -> Result<Self, Malformed> {
        Ok(Self { bytes: self.take(length)?, structure: self.structure })
    }
}
