//! What changed between two standards, and which answers it flips.
