//! A value in either form that values have on the wire, sound or not: MessagePack and JSON.

use serde_json::Value as Json;

/// A value. What no sound value is made of stands in it as bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Nil,
    Truth(bool),
    Whole(i128),
    Float(f64),
    /// Text that need not be UTF-8.
    Text(Vec<u8>),
    Bytes(Vec<u8>),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    Extension(u8, Vec<u8>),
    /// Bytes as they are, in each form.
    Raw {
        pack: Vec<u8>,
        json: Vec<u8>,
    },
}

impl Node {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.as_bytes().to_vec())
    }

    /// Reads MessagePack; nothing where it is not sound.
    pub(super) fn from_pack(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader { left: bytes, depth: 0 };
        let node = reader.node()?;
        reader.left.is_empty().then_some(node)
    }

    /// Reads JSON; nothing where it is not sound.
    pub(super) fn from_json(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Json>(bytes).ok().map(|json| Self::of(&json))
    }

    fn of(json: &Json) -> Self {
        match json {
            Json::Null => Self::Nil,
            Json::Bool(truth) => Self::Truth(*truth),
            Json::Number(number) => match number.to_string().parse() {
                Ok(whole) => Self::Whole(whole),
                Err(_) => Self::Float(number.as_f64().unwrap_or(0.0)),
            },
            Json::String(text) => Self::text(text),
            Json::Array(elements) => Self::List(elements.iter().map(Self::of).collect()),
            Json::Object(fields) => {
                Self::Map(fields.iter().map(|(k, v)| (Self::text(k), Self::of(v))).collect())
            }
        }
    }

    /// As MessagePack.
    pub(super) fn pack(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.pack_into(&mut out);
        out
    }

    fn pack_into(&self, out: &mut Vec<u8>) {
        match self {
            Self::Nil => out.push(0xc0),
            Self::Truth(truth) => out.push(0xc2 + u8::from(*truth)),
            Self::Whole(whole) => {
                if let Ok(whole) = u64::try_from(*whole) {
                    out.push(0xcf);
                    out.extend(whole.to_be_bytes());
                } else {
                    out.push(0xd3);
                    out.extend(i64::try_from(*whole).unwrap_or(i64::MIN).to_be_bytes());
                }
            }
            Self::Float(float) => {
                out.push(0xcb);
                out.extend(float.to_be_bytes());
            }
            Self::Text(text) => sized(out, 0xdb, text.len(), text),
            Self::Bytes(bytes) => sized(out, 0xc6, bytes.len(), bytes),
            Self::List(elements) => {
                sized(out, 0xdd, elements.len(), &[]);
                for element in elements {
                    element.pack_into(out);
                }
            }
            Self::Map(entries) => {
                sized(out, 0xdf, entries.len(), &[]);
                for (key, value) in entries {
                    key.pack_into(out);
                    value.pack_into(out);
                }
            }
            Self::Extension(kind, bytes) => {
                out.push(0xc9);
                out.extend(length(bytes.len()));
                out.push(*kind);
                out.extend(bytes);
            }
            Self::Raw { pack, .. } => out.extend(pack),
        }
    }

    /// As JSON, or as near to it as this can be written.
    pub(super) fn json(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.json_into(&mut out);
        out
    }

    fn json_into(&self, out: &mut Vec<u8>) {
        match self {
            Self::Nil => out.extend(b"null"),
            Self::Truth(truth) => out.extend(truth.to_string().bytes()),
            Self::Whole(whole) => out.extend(whole.to_string().bytes()),
            Self::Float(float) => out.extend(float.to_string().bytes()),
            Self::Text(text) | Self::Bytes(text) => quoted(out, text),
            Self::List(elements) => {
                out.push(b'[');
                for (position, element) in elements.iter().enumerate() {
                    out.extend((position > 0).then_some(b','));
                    element.json_into(out);
                }
                out.push(b']');
            }
            Self::Map(entries) => {
                out.push(b'{');
                for (position, (key, value)) in entries.iter().enumerate() {
                    out.extend((position > 0).then_some(b','));
                    key.json_into(out);
                    out.push(b':');
                    value.json_into(out);
                }
                out.push(b'}');
            }
            Self::Extension(kind, bytes) => quoted(out, &[&[*kind], bytes.as_slice()].concat()),
            Self::Raw { json, .. } => out.extend(json),
        }
    }
}

fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}

fn sized(out: &mut Vec<u8>, marker: u8, size: usize, bytes: &[u8]) {
    out.push(marker);
    out.extend(length(size));
    out.extend(bytes);
}

/// Text in quotes; what is no UTF-8 stays as it is.
fn quoted(out: &mut Vec<u8>, text: &[u8]) {
    match std::str::from_utf8(text) {
        Ok(text) => out.extend(Json::from(text).to_string().bytes()),
        Err(_) => out.extend([b"\"", text, b"\""].concat()),
    }
}

/// How deep a sound value is nested at most.
const DEEPEST: usize = 100;

/// What is left of MessagePack.
struct Reader<'a> {
    left: &'a [u8],
    depth: usize,
}

impl Reader<'_> {
    fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        let (taken, left) = self.left.split_at_checked(count)?;
        self.left = left;
        Some(taken.to_vec())
    }

    /// A number of so many bytes.
    fn number(&mut self, bytes: usize) -> Option<u64> {
        Some(self.take(bytes)?.into_iter().fold(0, |number, byte| number << 8 | u64::from(byte)))
    }

    fn size(&mut self, bytes: usize) -> Option<usize> {
        usize::try_from(self.number(bytes)?).ok()
    }

    fn signed(&mut self, bytes: usize) -> Option<Node> {
        let shift = 64 - 8 * bytes;
        let number = (self.number(bytes)? << shift).cast_signed() >> shift;
        Some(Node::Whole(number.into()))
    }

    fn list(&mut self, count: usize) -> Option<Node> {
        (0..count).map(|_| self.node()).collect::<Option<_>>().map(Node::List)
    }

    fn map(&mut self, count: usize) -> Option<Node> {
        (0..count).map(|_| Some((self.node()?, self.node()?))).collect::<Option<_>>().map(Node::Map)
    }

    fn extension(&mut self, size: usize) -> Option<Node> {
        let kind = self.take(1)?[0];
        Some(Node::Extension(kind, self.take(size)?))
    }

    fn node(&mut self) -> Option<Node> {
        self.depth += 1;
        let node = if self.depth > DEEPEST { None } else { self.any() };
        self.depth -= 1;
        node
    }

    fn any(&mut self) -> Option<Node> {
        let marker = self.take(1)?[0];
        Some(match marker {
            0x00..=0x7f => Node::Whole(marker.into()),
            0x80..=0x8f => self.map(usize::from(marker & 15))?,
            0x90..=0x9f => self.list(usize::from(marker & 15))?,
            0xa0..=0xbf => Node::Text(self.take(usize::from(marker & 31))?),
            0xc0 => Node::Nil,
            0xc1 => return None,
            0xc2 | 0xc3 => Node::Truth(marker == 0xc3),
            0xc4..=0xc6 => {
                let size = self.size(1 << (marker - 0xc4))?;
                Node::Bytes(self.take(size)?)
            }
            0xc7..=0xc9 => {
                let size = self.size(1 << (marker - 0xc7))?;
                self.extension(size)?
            }
            0xca => Node::Float(f32::from_bits(u32::try_from(self.number(4)?).ok()?).into()),
            0xcb => Node::Float(f64::from_bits(self.number(8)?)),
            0xcc..=0xcf => Node::Whole(self.number(1 << (marker - 0xcc))?.into()),
            0xd0..=0xd3 => self.signed(1 << (marker - 0xd0))?,
            0xd4..=0xd8 => self.extension(1 << (marker - 0xd4))?,
            0xd9..=0xdb => {
                let size = self.size(1 << (marker - 0xd9))?;
                Node::Text(self.take(size)?)
            }
            0xdc | 0xdd => {
                let count = self.size(2 << (marker - 0xdc))?;
                self.list(count)?
            }
            0xde | 0xdf => {
                let count = self.size(2 << (marker - 0xde))?;
                self.map(count)?
            }
            0xe0..=0xff => Node::Whole(i8::from_be_bytes([marker]).into()),
        })
    }
}

#[test]
fn what_is_written_is_read_again_in_both_forms() {
    let numbers = [0, -1, 127, -32, 300, -70_000, i128::from(i64::MIN), i128::from(u64::MAX)];
    let node = Node::Map(vec![
        (Node::text("numbers"), Node::List(numbers.map(Node::Whole).to_vec())),
        (Node::text("others"), Node::List(vec![Node::Nil, Node::Truth(true), Node::Float(1.5)])),
        (Node::text("text"), Node::text("line\n\"ü\"")),
    ]);
    assert_eq!(Node::from_pack(&node.pack()).as_ref(), Some(&node));
    assert_eq!(Node::from_json(&node.json()).as_ref(), Some(&node));
    let extension = Node::List(vec![Node::Extension(12, vec![0x80]), Node::Bytes(vec![1])]);
    assert_eq!(Node::from_pack(&extension.pack()), Some(extension));
    let short = [0x82, 0xa1, b'a', 0xd1, 0xff, 0x00, 0xa1, b'b', 0xd4, 0x00, 0x00];
    let read = Node::from_pack(&short).unwrap();
    let expected =
        [(Node::text("a"), Node::Whole(-256)), (Node::text("b"), Node::Extension(0, vec![0]))];
    assert_eq!(read, Node::Map(expected.to_vec()));
    assert_eq!(Node::from_pack(&[0x92, 0xc0]), None);
}
