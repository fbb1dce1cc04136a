//! The answers to start from, real ones of the simulated instance, and how one is damaged.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};
use serde_json::{Value, json};

const KEPT: &str = include_str!("answers.txt");
/// What once broke something.
const FOUND: &str = include_str!("found.txt");
/// Before each answer: the beginning of the request that it is to.
const MARK: &str = "### ";
/// How deep what is nested without end goes.
const DEEP: usize = 100_000;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// Method, and how the path of the request begins.
    pub(super) to: String,
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

pub(super) fn kept() -> Vec<Answer> {
    read(KEPT)
}

pub(super) fn found() -> Vec<Answer> {
    read(FOUND)
}

fn read(text: &str) -> Vec<Answer> {
    let text = format!("\n{text}");
    text.split(&format!("\n{MARK}")).skip(1).map(one).collect()
}

fn one(text: &str) -> Answer {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let to = lines.next().unwrap().to_owned();
    let status = lines.next().unwrap().parse().unwrap();
    let pair = |line: &str| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.to_owned(), value.to_owned())
    };
    let body = body.trim_end_matches('\n').as_bytes().to_vec();
    Answer { to, status, headers: lines.map(pair).collect(), body }
}

impl Answer {
    /// As the corpus has it, for the message of a failed test.
    pub(super) fn told(&self) -> String {
        let lines: Vec<String> =
            self.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        let headers = lines.concat();
        let body = String::from_utf8_lossy(&self.body);
        format!("{MARK}{}\n{}\n{headers}\n{body}\n", self.to, self.status)
    }

    /// As it goes over the wire.
    pub(super) fn wire(&self) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Said\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head.extend([name.as_str(), ": ", value.as_str(), "\r\n"]);
        }
        if !self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
            head.extend(["Content-Length: ", self.body.len().to_string().as_str(), "\r\n"]);
        }
        [head.as_bytes(), b"\r\n", &self.body].concat()
    }

    /// The same, damaged.
    pub(super) fn damaged(mut self, corpus: &[Self], random: &mut StdRng) -> Self {
        for _ in 0..random.random_range(0..4) {
            match random.random_range(0..10) {
                0 => self.status = *STATUSES.choose(random).unwrap(),
                1 | 2 => self.header(random),
                3 => self.body = bytes_changed(self.body, random),
                4 => self.body.clone_from(&corpus.choose(random).unwrap().body),
                _ => self.value(corpus, random),
            }
        }
        self
    }

    fn header(&mut self, random: &mut StdRng) {
        let (name, value) = *HEADERS.choose(random).unwrap();
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        if random.random_range(0..4) > 0 {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Changes a value in the body.
    fn value(&mut self, corpus: &[Self], random: &mut StdRng) {
        let Ok(mut body) = serde_json::from_slice::<Value>(&self.body) else {
            self.body = bytes_changed(std::mem::take(&mut self.body), random);
            return;
        };
        let other = corpus.choose(random).map(|other| serde_json::from_slice::<Value>(&other.body));
        let mut spare = other.and_then(Result::ok).unwrap_or_default();
        let spare_at = random.random_range(0..size(&spare));
        let spare = nth(&mut spare, spare_at).take();
        let at = random.random_range(0..size(&body));
        let node = nth(&mut body, at);
        *node = match random.random_range(0..6) {
            0 => spare,
            1 => json!([node.take()]),
            2 => json!({ "value": node.take(), "link": spare }),
            3 => json!({ "display_value": spare, "value": node.take() }),
            _ => odd(random),
        };
        self.body = body.to_string().into_bytes();
        if random.random_range(0..40) == 0 {
            self.body = b"{\"result\":".iter().copied().chain(vec![b'['; DEEP]).collect();
        }
    }
}

const STATUSES: &[u16] = &[
    200, 200, 201, 202, 204, 206, 301, 302, 304, 400, 401, 403, 404, 405, 409, 414, 429, 500, 502,
    503, 504,
];

const HEADERS: &[(&str, &str)] = &[
    ("Content-Type", "text/html"),
    ("Content-Type", "application/json; charset=\"\u{fffd}\""),
    ("Content-Length", "3"),
    ("X-Total-Count", "18446744073709551615"),
    ("X-Total-Count", "-1"),
    ("X-Total-Count", "0"),
    ("Link", "<https://evil.example/x?sysparm_offset=5>;rel=\"next\""),
    ("Link", ";;;<>,,rel=\"next\""),
    ("Location", "https://evil.example/api/now/table/sys_alias/0123456789abcdef0123456789abcdef"),
    ("Location", "//"),
    ("Date", "Sun, 06 Nov 9999999999 08:49:37 GMT"),
    ("Date", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("Retry-After", "18446744073709551615"),
    ("Retry-After", "-9223372036854775808"),
    ("X-RateLimit-Reset", "9223372036854775807"),
    ("X-RateLimit-Reset", "-9223372036854775808"),
    ("Set-Cookie", "JSESSIONID=a; Max-Age=99999999999999999999; Domain=."),
    ("Set-Cookie", "=;=;;"),
    ("X-UserToken-Response", "\u{fffd}"),
    ("X-Is-Logged-In", "maybe"),
    ("Content-Encoding", "gzip"),
    ("Transaction-Id", ""),
];

fn bytes_changed(mut bytes: Vec<u8>, random: &mut StdRng) -> Vec<u8> {
    let at = random.random_range(0..=bytes.len());
    match random.random_range(0..5) {
        0 => bytes.truncate(at),
        1 => bytes.insert(at, random.next_u32().to_le_bytes()[0]),
        2 if at < bytes.len() => bytes[at] ^= 1 << random.random_range(0..8),
        3 => {
            let tail = bytes[at..].to_vec();
            bytes.extend(tail);
        }
        _ => drop(bytes.drain(at..bytes.len().min(at + 4))),
    }
    bytes
}

/// What nobody expects.
fn odd(random: &mut StdRng) -> Value {
    let number = |text: &str| serde_json::from_str(text).unwrap_or_default();
    match random.random_range(0..18) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(i64::MIN),
        3 => json!(u64::MAX),
        4 => number("1e400"),
        5 => number("-0.0000000000000000000000000000001"),
        6 => json!(""),
        7 => json!("\u{0}\u{202e}\u{1b}[2J"),
        8 => json!("x".repeat(70_000)),
        9 => json!("9223372036854775808"),
        10 => json!("-9223372036854775808"),
        11 => json!("9999-99-99 99:99:99"),
        12 => json!("javascript:gs.now()"),
        13 => json!("0123456789abcdef0123456789abcdef"),
        14 => json!([]),
        15 => json!({}),
        16 => json!(vec![Value::Null; 2_000]),
        _ => json!({ "error": { "message": [], "detail": {} } }),
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(size).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

fn nth(value: &mut Value, at: usize) -> &mut Value {
    if at == 0 {
        return value;
    }
    let mut left = at - 1;
    let below: Vec<&mut Value> = match value {
        Value::Array(elements) => elements.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => Vec::new(),
    };
    for child in below {
        let nodes = size(child);
        if left < nodes {
            return nth(child, left);
        }
        left -= nodes;
    }
    unreachable!("a place is less than the size")
}

#[test]
fn an_answer_is_read_as_it_is_told() {
    let answer = Answer {
        to: "GET /api/now/table/".to_owned(),
        status: 200,
        headers: vec![("X-Total-Count".to_owned(), "1".to_owned())],
        body: b"{\"result\":[]}".to_vec(),
    };
    assert_eq!(read(&answer.told()), std::slice::from_ref(&answer));
    assert!(
        String::from_utf8(answer.wire())
            .unwrap()
            .ends_with("Content-Length: 13\r\n\r\n{\"result\":[]}")
    );
}
