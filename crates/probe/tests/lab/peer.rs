//! Scripted peers on loopback: a listener that serves every connection by a script, and a tally of what the script got rid of. What a
//! script says is said elsewhere (`script`).

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// No script waits longer for a caller.
const PATIENCE: Duration = Duration::from_secs(10);

/// A listener and its script; both end with the test.
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    tally: Arc<Tally>,
    over: Arc<AtomicBool>,
    listener: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Tally {
    connections: AtomicU64,
    sent: Mutex<Vec<u64>>,
}

impl Peer {
    pub(crate) fn start(serve: impl Fn(Caller) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tally, over) = (Arc::new(Tally::default()), Arc::new(AtomicBool::new(false)));
        let (counted, ended, serve) = (Arc::clone(&tally), Arc::clone(&over), Arc::new(serve));
        let listener = thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                stream.set_nodelay(true).unwrap();
                stream.set_read_timeout(Some(PATIENCE)).unwrap();
                stream.set_write_timeout(Some(PATIENCE)).unwrap();
                let number = counted.connections.fetch_add(1, Ordering::Relaxed);
                let caller = Caller { stream, number, sent: 0, tally: Arc::clone(&counted), over: Arc::clone(&ended) };
                let serve = Arc::clone(&serve);
                thread::spawn(move || serve(caller));
            }
        });
        Self { address, tally, over, listener: Some(listener) }
    }

    pub(crate) fn connections(&self) -> u64 {
        self.tally.connections.load(Ordering::Relaxed)
    }

    /// The most bytes that any one connection took off the script's hands (what lies in the system's buffers included).
    pub(crate) fn most_sent(&self) -> u64 {
        self.tally.sent.lock().unwrap().iter().copied().max().unwrap_or_default()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
        let _ = self.listener.take().map(JoinHandle::join);
    }
}

/// One connection.
pub(crate) struct Caller {
    stream: TcpStream,
    /// Which connection it is, from 0.
    pub(crate) number: u64,
    sent: u64,
    tally: Arc<Tally>,
    over: Arc<AtomicBool>,
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.tally.sent.lock().unwrap().push(self.sent);
    }
}

impl Caller {
    /// The caller's first record, left unread so that [`Caller::reset`] has something to drop; `None`: it does not come.
    pub(crate) fn first_record(&mut self) -> Option<Vec<u8>> {
        let mut bytes = vec![0; 20_000];
        loop {
            let count = self.stream.peek(&mut bytes).ok().filter(|count| *count > 0)?;
            let whole = match bytes[..count] {
                [first, second, ..] if first & 0x80 != 0 => 2 + usize::from(u16::from_be_bytes([first & 0x7F, second])),
                [22, _, _, high, low, ..] => 5 + usize::from(u16::from_be_bytes([high, low])),
                _ => usize::MAX,
            };
            if count >= whole {
                bytes.truncate(whole);
                return Some(bytes);
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Sends; `false`: the caller has gone, or the test has ended.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> bool {
        if self.over.load(Ordering::Relaxed) || self.stream.write_all(bytes).is_err() {
            return false;
        }
        self.sent += u64::try_from(bytes.len()).unwrap();
        true
    }

    /// Sends the same again and again, in steps that leave a reader time to hang up: until it does, or `limit` bytes are gone.
    pub(crate) fn pour(&mut self, bytes: &[u8], limit: u64) {
        let step = bytes.repeat((16 << 10) / bytes.len() + 1);
        while self.sent < limit && self.send(&step) {
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Sends one byte after the other, each after a pause.
    pub(crate) fn drip(&mut self, bytes: &[u8], pause: Duration) {
        for byte in bytes {
            if !self.send(&[*byte]) {
                return;
            }
            thread::sleep(pause);
        }
    }

    /// Waits for more than the first record; `false`: the caller has hung up.
    pub(crate) fn wait_for_more(&mut self, first: &[u8]) -> bool {
        let mut bytes = vec![0; first.len()];
        if self.stream.read_exact(&mut bytes).is_err() {
            return false;
        }
        matches!(self.stream.peek(&mut [0]), Ok(1))
    }

    /// Says no more and hears what comes until the caller hangs up.
    pub(crate) fn hold(mut self) {
        let mut bytes = [0; 4096];
        while !self.over.load(Ordering::Relaxed) {
            match self.stream.read(&mut bytes) {
                Ok(0) => return,
                Err(error) if error.kind() != ErrorKind::Interrupted => return,
                Ok(_) | Err(_) => {}
            }
        }
    }

    /// A clean end (FIN), after everything that was sent.
    pub(crate) fn close(self) {
        let _ = self.stream.shutdown(Shutdown::Write);
        self.hold();
    }

    /// An RST: the system sends one for a connection that is closed with something unread. What was sent before has a moment to arrive.
    pub(crate) fn reset(self) {
        thread::sleep(Duration::from_millis(5));
        assert!(matches!(self.stream.peek(&mut [0]), Ok(1) | Err(_)), "something is unread");
    }
}
