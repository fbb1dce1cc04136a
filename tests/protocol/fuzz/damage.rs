//! Damages a message: its bytes, its fields, the values in it and the form in which they stand.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

use super::message::{Content, Field, Sent, written};
use super::node::Node;

/// How deep what is nested without end goes.
const DEEP: usize = 100_000;

/// A message grown from one of the corpus by a few changes.
pub(super) fn damaged(corpus: &[Sent], random: &mut StdRng) -> Sent {
    let mut sent = corpus.choose(random).expect("there is a corpus").clone();
    for _ in 0..random.random_range(1..4) {
        sent = match random.random_range(0..10) {
            0 => in_bytes(sent, random),
            1 | 2 => in_fields(sent, corpus, random),
            _ => in_values(sent, corpus, random),
        };
    }
    sent
}

/// Changes single bytes, cuts, repeats.
fn in_bytes(mut sent: Sent, random: &mut StdRng) -> Sent {
    sent.message = bytes_changed(sent.message, random);
    sent
}

pub(super) fn bytes_changed(mut bytes: Vec<u8>, random: &mut StdRng) -> Vec<u8> {
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

/// Takes fields away, doubles them, takes them from another message or sends them to another call.
fn in_fields(mut sent: Sent, corpus: &[Sent], random: &mut StdRng) -> Sent {
    let Some(mut fields) = sent.fields().filter(|fields| !fields.is_empty()) else { return sent };
    let at = random.random_range(0..fields.len());
    let other = corpus.choose(random).expect("there is a corpus");
    match random.random_range(0..6) {
        0 => drop(fields.remove(at)),
        1 => fields.push(fields[at].clone()),
        2 => fields[at].number = random.random_range(0..12),
        3 => {
            let number = fields[at].number;
            let others = other.fields().unwrap_or_default();
            fields.extend(others.into_iter().filter(|field| field.number == number));
        }
        4 => match &mut fields[at].content {
            Content::Bytes(bytes) => *bytes = bytes_changed(std::mem::take(bytes), random),
            Content::Number(number) => *number = random.next_u64(),
        },
        _ => sent.call.clone_from(&other.call),
    }
    sent.with(&fields)
}

/// Changes a value, and now and then its form.
fn in_values(sent: Sent, corpus: &[Sent], random: &mut StdRng) -> Sent {
    let Some(mut fields) = sent.fields() else { return sent };
    let holding: Vec<usize> =
        (0..fields.len()).filter(|at| sent.holds_value(&fields[*at])).collect();
    let Some(at) = holding.choose(random).copied() else { return sent };
    let Some(mut value) = fields[at].value() else { return sent };
    for _ in 0..random.random_range(0..3) {
        changed(&mut value, &spare(corpus, random), random);
    }
    let is_state = sent.call == "UpgradeResourceState";
    let as_json = is_state || random.random_range(0..3) == 0;
    let (number, bytes) = if as_json { (2, value.json()) } else { (1, value.pack()) };
    let number = if is_state { 1 } else { number };
    fields[at] = Field::bytes(fields[at].number, written(&[Field::bytes(number, bytes)]));
    sent.with(&fields)
}

/// A part of another message's value.
fn spare(corpus: &[Sent], random: &mut StdRng) -> Node {
    let other = corpus.choose(random).expect("there is a corpus");
    let fields = other.fields().unwrap_or_default();
    let values = fields.iter().filter(|field| other.holds_value(field));
    let mut value = values.rev().find_map(Field::value).unwrap_or(Node::Nil);
    let at = random.random_range(0..size(&value));
    nth(&mut value, at).clone()
}

/// Changes one node of a value.
pub(super) fn changed(value: &mut Node, spare: &Node, random: &mut StdRng) {
    let at = random.random_range(0..size(value));
    let node = nth(value, at);
    match random.random_range(0..8) {
        0 => *node = spare.clone(),
        1 => *node = Node::List(vec![node.clone()]),
        2 => *node = Node::Map(vec![(Node::text("name"), node.clone())]),
        3 | 4 => within(node, spare, random),
        _ => *node = odd(random),
    }
}

/// Changes what a node consists of.
fn within(node: &mut Node, spare: &Node, random: &mut StdRng) {
    match node {
        Node::Text(text) | Node::Bytes(text) | Node::Extension(_, text) => {
            *text = bytes_changed(std::mem::take(text), random);
        }
        Node::List(elements) => {
            if random.random() && !elements.is_empty() {
                elements.remove(random.random_range(0..elements.len()));
            } else {
                elements.push(spare.clone());
            }
        }
        Node::Map(entries) if !entries.is_empty() => {
            let at = random.random_range(0..entries.len());
            match random.random_range(0..3) {
                0 => drop(entries.remove(at)),
                1 => entries.push(entries[at].clone()),
                _ => entries[at].0 = odd(random),
            }
        }
        Node::Whole(whole) => *whole = whole.wrapping_mul(i128::from(random.next_u32())),
        other => *other = odd(random),
    }
}

/// What nobody expects.
fn odd(random: &mut StdRng) -> Node {
    let refinements = || vec![0x82, 0x01, 0xc2, 0x02, 0xa3, b'p', b'r', b'e'];
    match random.random_range(0..26) {
        0 => Node::Nil,
        1 => Node::Truth(random.random()),
        2 => Node::Whole(i128::from(i64::MIN)),
        3 => Node::Whole(i128::from(u64::MAX)),
        4 => Node::Whole(i128::from(random.next_u32())),
        5 => Node::Float(f64::NAN),
        6 => Node::Float(f64::INFINITY),
        7 => Node::Float(-1e308),
        8 => Node::text(""),
        9 => Node::text("\u{0}\u{202e}İß\u{fffd}"),
        10 => Node::Text(vec![0xff, 0xfe, 0xc3]),
        11 => Node::text(&"9".repeat(400)),
        12 => Node::text("1e999999999"),
        13 => Node::Text(vec![b'x'; 70_000]),
        14 => Node::text("javascript:gs.now()^ORsys_id=1"),
        15 => Node::text("0123456789abcdef0123456789abcdef"),
        16 => Node::Bytes(vec![0; 5]),
        17 => Node::List(Vec::new()),
        18 => Node::Map(Vec::new()),
        19 => Node::List(vec![Node::Nil; 2_000]),
        // Unknown, with and without what is known of it, and what is neither.
        20 => Node::Extension(0, vec![0]),
        21 => Node::Extension(12, refinements()),
        22 => Node::Extension(12, vec![0xdf, 0xff, 0xff, 0xff, 0xff]),
        23 => Node::Extension(random.next_u32().to_le_bytes()[0], Vec::new()),
        24 => Node::Raw { pack: vec![0xdd, 0xff, 0xff, 0xff, 0xff], json: b"[1e400,".to_vec() },
        _ => Node::Raw { pack: vec![0x91; DEEP], json: vec![b'['; DEEP] },
    }
}

/// How many nodes a value has.
pub(super) fn size(node: &Node) -> usize {
    match node {
        Node::List(elements) => 1 + elements.iter().map(size).sum::<usize>(),
        Node::Map(entries) => 1 + entries.iter().map(|(_, value)| size(value)).sum::<usize>(),
        _ => 1,
    }
}

/// The node at that place, counted from the root.
pub(super) fn nth(node: &mut Node, at: usize) -> &mut Node {
    if at == 0 {
        return node;
    }
    let mut left = at - 1;
    let below: Vec<&mut Node> = match node {
        Node::List(elements) => elements.iter_mut().collect(),
        Node::Map(entries) => entries.iter_mut().map(|(_, value)| value).collect(),
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
