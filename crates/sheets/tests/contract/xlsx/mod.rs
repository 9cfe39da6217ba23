//! Workbooks: what is written comes back, what people do to a sheet is understood or refused, and nothing hostile gets far.

mod documented;
mod facts;
mod facts_laws;
mod facts_refused;
mod hostile;
mod libreoffice;
mod limits;
mod mended;
mod refused;
mod round_trip;
mod tool;
