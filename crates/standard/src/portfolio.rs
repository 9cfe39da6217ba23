//! Judging a whole portfolio at the speed of memory.
