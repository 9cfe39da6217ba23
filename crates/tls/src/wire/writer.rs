//! Writing, with lengths filled in when what they count has been written.

/// Bytes being written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Vec::with_capacity(capacity) }
    }

    pub(crate) fn u8(&mut self, number: u8) -> &mut Self {
        self.bytes.push(number);
        self
    }

    pub(crate) fn u16(&mut self, number: u16) -> &mut Self {
        self.bytes(&number.to_be_bytes())
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// Zeros.
    pub(crate) fn zeros(&mut self, count: usize) -> &mut Self {
        self.bytes.resize(self.bytes.len().saturating_add(count), 0);
        self
    }

    /// What `content` writes, behind its length in `width` bytes. Content longer than that can say is cut off: a hello that long is no
    /// hello, and callers bound what they write.
    pub(crate) fn vector(&mut self, width: usize, content: impl FnOnce(&mut Self)) -> &mut Self {
        let start = self.bytes.len();
        self.zeros(width);
        let after = self.bytes.len();
        content(self);
        let longest = (1_usize << (8 * width.min(3))) - 1;
        self.bytes.truncate(after.saturating_add(longest));
        let length = u32::try_from(self.bytes.len().saturating_sub(after)).unwrap_or(u32::MAX).to_be_bytes();
        let place = self.bytes.get_mut(start..after).unwrap_or_default();
        for (to, from) in place.iter_mut().rev().zip(length.iter().rev()) {
            *to = *from;
        }
        self
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.bytes
    }
}
