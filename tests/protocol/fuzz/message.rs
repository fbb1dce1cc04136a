//! A message of the protocol, taken apart as far as is needed to damage its parts: the values in it, its texts, its
//! bytes.

use super::node::Node;

/// A call and the message that it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) call: String,
    pub(super) message: Vec<u8>,
}

/// A field: its number, how it is written, its bytes or its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) number: u64,
    pub(super) content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Number(u64),
    Bytes(Vec<u8>),
}

/// The fields of a call's message that hold a value; `RawState` has the same form.
fn values(call: &str) -> &'static [u64] {
    match call {
        "ValidateProviderConfig" => &[1],
        "PlanResourceChange" | "ApplyResourceChange" => &[2, 3, 4],
        "UpgradeResourceState" => &[3],
        _ => &[2],
    }
}

impl Sent {
    /// Its fields; nothing where it is not sound.
    pub(super) fn fields(&self) -> Option<Vec<Field>> {
        fields(&self.message)
    }

    /// The same call with these fields.
    pub(super) fn with(&self, fields: &[Field]) -> Self {
        Self { call: self.call.clone(), message: written(fields) }
    }

    /// Whether a field holds a value, in one of its two forms.
    pub(super) fn holds_value(&self, field: &Field) -> bool {
        self.call != "ImportResourceState" && values(&self.call).contains(&field.number)
    }

    /// The first text of the message, which names the type in most calls.
    pub(super) fn about(&self) -> String {
        let first = self.fields().unwrap_or_default().into_iter().find(|field| field.number == 1);
        match first.map(|field| field.content) {
            Some(Content::Bytes(bytes)) if self.call != "ValidateProviderConfig" => {
                String::from_utf8_lossy(&bytes).into_owned()
            }
            _ => String::new(),
        }
    }
}

impl Field {
    pub(super) fn bytes(number: u64, bytes: Vec<u8>) -> Self {
        Self { number, content: Content::Bytes(bytes) }
    }

    /// The value in it. A stored state is JSON in the first field.
    pub(super) fn value(&self) -> Option<Node> {
        let Content::Bytes(bytes) = &self.content else { return None };
        let inner = fields(bytes)?;
        let Content::Bytes(bytes) = &inner.first()?.content else { return None };
        Node::from_pack(bytes).or_else(|| Node::from_json(bytes))
    }
}

/// The fields of a message; nothing where it is not sound.
pub(super) fn fields(mut bytes: &[u8]) -> Option<Vec<Field>> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let tag = number(&mut bytes)?;
        let content = match tag & 7 {
            0 => Content::Number(number(&mut bytes)?),
            2 => {
                let length = usize::try_from(number(&mut bytes)?).ok()?;
                let (content, left) = bytes.split_at_checked(length)?;
                bytes = left;
                Content::Bytes(content.to_vec())
            }
            _ => return None,
        };
        all.push(Field { number: tag >> 3, content });
    }
    Some(all)
}

/// A message of these fields.
pub(super) fn written(fields: &[Field]) -> Vec<u8> {
    let mut out = Vec::new();
    for field in fields {
        match &field.content {
            Content::Number(content) => {
                write_number(&mut out, field.number << 3);
                write_number(&mut out, *content);
            }
            Content::Bytes(content) => {
                write_number(&mut out, field.number << 3 | 2);
                write_number(&mut out, content.len() as u64);
                out.extend(content);
            }
        }
    }
    out
}

fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, left) = bytes.split_first()?;
        *bytes = left;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        out.push(u8::try_from(number & 0x7f).unwrap_or(0) | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or(0));
}

#[test]
fn a_message_is_taken_apart_and_put_together_again() {
    let value = Node::Map(vec![(Node::text("name"), Node::text("One"))]);
    let coded = written(&[Field::bytes(1, value.pack())]);
    let all = [
        Field::bytes(1, b"servicenow_group".to_vec()),
        Field::bytes(2, coded),
        Field { number: 300, content: Content::Number(u64::MAX) },
    ];
    let sent = Sent { call: "ValidateResourceConfig".to_owned(), message: written(&all) };
    assert_eq!(sent.fields().unwrap(), all);
    assert_eq!(sent.about(), "servicenow_group");
    assert!(sent.holds_value(&all[1]) && !sent.holds_value(&all[0]));
    assert_eq!(all[1].value(), Some(value));
    assert_eq!(fields(&[0x0a, 0x05, 0x00]), None);
}
