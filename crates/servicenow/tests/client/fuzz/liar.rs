//! A server that answers each request with an answer of the corpus to such a request, damaged.

use std::io;
use std::sync::{Arc, Mutex};

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::answers::Answer;

/// A running server; it ends with the test's runtime.
pub(super) struct Liar {
    pub(super) url: String,
    inner: Arc<Inner>,
}

struct Inner {
    corpus: Vec<Answer>,
    damages: bool,
    now: Mutex<(StdRng, Vec<Answer>)>,
}

impl Liar {
    pub(super) async fn start(corpus: Vec<Answer>, damages: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let now = Mutex::new((StdRng::seed_from_u64(0), Vec::new()));
        let inner = Arc::new(Inner { corpus, damages, now });
        let serving = Arc::clone(&inner);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let inner = Arc::clone(&serving);
                tokio::spawn(async move { inner.serve(stream).await });
            }
        });
        Self { url, inner }
    }

    /// Another operation begins, whose answers grow from this number.
    pub(super) fn begin(&self, seed: u64) {
        *self.inner.now.lock().unwrap() = (StdRng::seed_from_u64(seed), Vec::new());
    }

    /// The last answers of the operation.
    pub(super) fn told(&self) -> String {
        let now = self.inner.now.lock().unwrap();
        now.1.iter().rev().take(5).rev().map(Answer::told).collect()
    }
}

impl Inner {
    async fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        let asked = request(&mut stream).await?;
        let answer = self.answer(&asked);
        stream.write_all(&answer.wire()).await?;
        stream.shutdown().await
    }

    fn answer(&self, asked: &str) -> Answer {
        let mut now = self.now.lock().unwrap();
        let (random, told) = &mut *now;
        let fitting: Vec<&Answer> =
            self.corpus.iter().filter(|answer| asked.starts_with(&answer.to)).collect();
        // Now and then the answer is to something else.
        let other = fitting.is_empty() || random.random_range(0..20) == 0;
        let chosen =
            if other { self.corpus.choose(random) } else { fitting.choose(random).copied() };
        let mut answer = chosen.unwrap().clone();
        if self.damages {
            answer = answer.damaged(&self.corpus, random);
        }
        told.push(answer.clone());
        answer
    }
}

/// Reads a request; its method and path.
async fn request(stream: &mut TcpStream) -> io::Result<String> {
    let (mut bytes, mut block) = (Vec::new(), [0; 4096]);
    loop {
        let read = stream.read(&mut block).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&block[..read]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
        });
        if body.len() >= length.unwrap_or(0) {
            let mut words = head.split(' ');
            let (method, path) = (words.next(), words.next());
            return Ok(format!("{} {}", method.unwrap_or_default(), path.unwrap_or_default()));
        }
    }
}
