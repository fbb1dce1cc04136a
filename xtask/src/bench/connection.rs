//! A connection to the simulated instance that costs next to nothing: what is measured is the
//! instance and not its client.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::failure::{Attempt, Failure};

/// `admin` with the password `admin`, as Basic authentication writes them.
const ADMIN: &str = "YWRtaW46YWRtaW4=";

/// One connection, kept open, on which requests follow one another.
pub(super) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Connection {
    /// Connects to the instance at `url`.
    pub(super) fn open(url: &str) -> Result<Self, Failure> {
        let address = url.trim_start_matches("http://");
        let stream = TcpStream::connect(address).attempting("connect to the simulated instance")?;
        stream.set_nodelay(true).attempting("set up a connection")?;
        Ok(Self { stream, received: Vec::new() })
    }

    /// Sends a request and answers the body of a successful answer.
    pub(super) fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<&[u8], Failure> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: instance\r\nauthorization: Basic {ADMIN}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).attempting("send a request")?;
        self.received.clear();
        let mut head = None;
        loop {
            self.receive()?;
            if head.is_none() {
                head = Head::of(&self.received)?;
            }
            if let Some(Head { length, body }) = head
                && self.received.len() >= length + body
            {
                return Ok(&self.received[length..]);
            }
        }
    }

    fn receive(&mut self) -> Result<(), Failure> {
        let mut buffer = [0; 16_384];
        match self.stream.read(&mut buffer).attempting("read an answer")? {
            0 => Err(Failure::new("the simulated instance ended the connection")),
            count => {
                self.received.extend_from_slice(&buffer[..count]);
                Ok(())
            }
        }
    }
}

/// How long the head of an answer is, and how long its body, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    length: usize,
    body: usize,
}

impl Head {
    /// The head of a successful answer, once all of it is there.
    fn of(received: &[u8]) -> Result<Option<Self>, Failure> {
        let Some(end) = received.windows(4).position(|four| four == b"\r\n\r\n") else {
            return Ok(None);
        };
        let text = String::from_utf8_lossy(&received[..end]).to_ascii_lowercase();
        if !text.starts_with("http/1.1 20") {
            let status = text.lines().next().unwrap_or_default();
            return Err(Failure::new(format!("the simulated instance answered {status}")));
        }
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
        let body = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
        Ok(Some(Self { length: end + 4, body }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread;

    #[test]
    fn a_head_is_read_when_it_is_whole_and_only_of_success() {
        assert_eq!(Head::of(b"HTTP/1.1 200 OK\r\nContent-Le").unwrap(), None);
        let whole = Head::of(b"HTTP/1.1 201 Created\r\nContent-Length: 7\r\n\r\n{").unwrap();
        assert_eq!(whole, Some(Head { length: 43, body: 7 }));
        assert!(Head::of(b"HTTP/1.1 401 Unauthorized\r\n\r\n").is_err());
    }

    #[test]
    fn requests_follow_one_another_on_one_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            for body in ["one", "two"] {
                let mut request = [0; 1024];
                assert!(stream.read(&mut request).unwrap() > 0);
                let head = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n";
                stream.write_all(head.as_bytes()).unwrap();
                stream.write_all(body.as_bytes()).unwrap();
            }
        });
        let mut connection = Connection::open(&url).unwrap();
        assert_eq!(connection.ask("GET", "/", "").unwrap(), b"one");
        assert_eq!(connection.ask("POST", "/", "{}").unwrap(), b"two");
        server.join().unwrap();
        assert!(connection.ask("GET", "/", "").is_err());
    }
}
