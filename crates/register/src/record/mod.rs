//! What events carry and the state keeps: the words of a use, of its review and judgement, of its approval and close-out. Data with
//! rules of their own; when each may be recorded is `commands`' matter.

pub mod answer;
pub mod approval;
pub mod close_out;
pub mod evidence;
pub mod judgement;
pub mod profile;
pub mod renewal;
