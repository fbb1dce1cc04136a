//! The words a description is made of: `text("name").required().doc("…")`.

use super::codes::{Code, are_sound};
use super::field::{Encoding, Field, FieldType, Further, Links, Literal, MadeSecret, Mode, Target};
use super::hooks::Derive;
use super::text_kind::TextKind;
use super::words::same;

/// A field that lacks its documentation: only [`doc`](Draft::doc) makes it a [`Field`].
#[derive(Clone, Copy)]
#[must_use]
pub struct Draft(pub(super) Field);

/// An optional field in the column of its own name.
pub(super) const fn draft(name: &'static str, holds: FieldType) -> Draft {
    Draft(Field {
        name,
        column: Some(name),
        holds,
        mode: Mode::Optional,
        doc: "",
        seen_as: None,
        replaces: false,
        unit: None,
        only_for: &[],
        follows: &[],
        only_while: None,
        ruled_in: &[],
        on_some_instances: false,
        guards: false,
        kind: None,
        least: None,
        further: Further::Nothing,
        secret_if: None,
        is_credential: false,
        in_clear: false,
    })
}

/// Text in the column of the same name.
pub const fn text(name: &'static str) -> Draft {
    draft(name, FieldType::Text)
}

/// An encoded query in the column of the same name.
pub const fn condition(name: &'static str) -> Draft {
    draft(name, FieldType::Condition)
}

/// One of a few words; others are wrong, unless [`or_others`](Draft::or_others) says otherwise.
pub const fn choice(name: &'static str, words: &'static [&'static str]) -> Draft {
    draft(name, FieldType::Choice(words))
}

/// One of a few words that stand for numbers: the instance stores the number, people write the word, or the number where no
/// word is known.
pub const fn codes(name: &'static str, codes: &'static [Code]) -> Draft {
    assert!(are_sound(codes), "each word stands for a number of its own");
    draft(name, FieldType::Codes(codes))
}

/// A whole number that is not negative.
pub const fn whole(name: &'static str) -> Draft {
    let mut draft = draft(name, FieldType::Whole);
    draft.0.least = Some(0);
    draft
}

/// True or false.
pub const fn flag(name: &'static str) -> Draft {
    draft(name, FieldType::Flag)
}

/// Texts in order, stored with commas between them.
pub const fn text_list(name: &'static str) -> Draft {
    draft(name, FieldType::TextList)
}

/// A secret: `x` (sensitive) and the pair `x_wo` (write-only) and `x_wo_version`.
pub const fn secret(name: &'static str) -> Draft {
    draft(name, FieldType::Secret(None))
}

/// A secret in a column for any text: whoever may read the record on the instance sees it.
pub const fn secret_in_clear(name: &'static str) -> Draft {
    Draft(Field { in_clear: true, ..secret(name).0 })
}

/// What a file holds, given in this form: a record that has it is made by an upload. What tells one content from another is
/// a [`digest`](Draft::digest).
pub const fn content(name: &'static str, encoding: Encoding) -> Draft {
    draft(name, FieldType::Content(encoding)).no_column()
}

/// Another record; say by which column people name it with [`by`](Draft::by).
pub const fn reference(name: &'static str, table: &'static str) -> Draft {
    draft(name, FieldType::Reference(Target::new(table, &[])))
}

/// A set of other records in one column; say by which column people name them with [`by`](Draft::by).
pub const fn references(name: &'static str, table: &'static str) -> Draft {
    draft(name, FieldType::References(Target::new(table, &[])))
}

/// A set of other records joined by rows of a table between them: say by which column people name them with
/// [`by`](Draft::by), and which rows join them with [`joined_by`](Draft::joined_by).
pub const fn links(name: &'static str, table: &'static str) -> Draft {
    let target = Target::new(table, &[]);
    let links = Links { table: "", owner: "", member: "", target, same: None };
    draft(name, FieldType::Links(links)).no_column()
}

/// Text computed from these (dot-walked) columns of the record.
pub const fn derived(
    name: &'static str,
    columns: &'static [&'static str],
    derive: Derive,
) -> Draft {
    draft(name, FieldType::Derived(columns, derive)).no_column().computed()
}

/// Read-only texts under one name: pairs of attribute and dot-walked column.
pub const fn object(name: &'static str, parts: &'static [(&'static str, &'static str)]) -> Draft {
    draft(name, FieldType::Object(parts)).no_column().computed()
}

impl Draft {
    /// Documents it, in Markdown, which completes it.
    pub const fn doc(mut self, doc: &'static str) -> Field {
        assert!(!doc.is_empty(), "a field is documented");
        if let FieldType::Reference(target)
        | FieldType::References(target)
        | FieldType::Links(Links { target, .. }) = self.0.holds
        {
            assert!(!target.keys.is_empty(), "a reference says by which column people name it");
        }
        if let FieldType::Links(links) = self.0.holds {
            assert!(!links.table.is_empty(), "links say which rows join the records");
        }
        if let FieldType::Children(children) = self.0.holds {
            assert!(
                children.is_whole(),
                "children say whose they are, what each has and how it is told"
            );
            assert!(
                matches!(self.0.mode, Mode::Required | Mode::Optional),
                "children are configured"
            );
        }
        self.0.doc = doc;
        self.0
    }

    /// Documents it for a data source, where its own documentation says what a configuration may do.
    pub const fn seen_as(mut self, doc: &'static str) -> Self {
        self.0.seen_as = Some(doc);
        self
    }

    /// Stored in the column of this name.
    pub const fn column(mut self, column: &'static str) -> Self {
        self.0.column = Some(column);
        self
    }

    /// Stored in no column of the record itself.
    pub const fn no_column(mut self) -> Self {
        self.0.column = None;
        self
    }

    /// The configuration must set it.
    pub const fn required(self) -> Self {
        self.mode(Mode::Required)
    }

    /// A change needs a new record.
    pub const fn replaces(mut self) -> Self {
        self.0.replaces = true;
        self
    }

    /// Null in the configuration: the instance's value is kept and shown.
    pub const fn instance_default(self) -> Self {
        self.mode(Mode::InstanceDefault)
    }

    /// Null in the configuration: false while this attribute is set, true while it is not.
    pub const fn true_unless(mut self, attribute: &'static str) -> Self {
        assert!(matches!(self.0.holds, FieldType::Flag), "only a flag goes with another attribute");
        assert!(!same(attribute, self.0.name), "a field does not depend on itself");
        self.0.mode = Mode::Unless(attribute);
        self
    }

    /// Null in the configuration: on creation whether this attribute is one of these words, and then the instance's value.
    pub const fn starting_for(
        self,
        attribute: &'static str,
        words: &'static [&'static str],
    ) -> Self {
        assert!(matches!(self.0.holds, FieldType::Flag), "only a flag begins by another attribute");
        assert!(!same(attribute, self.0.name), "a field does not depend on itself");
        self.mode(Mode::StartingFor(attribute, words))
    }

    /// Null in the configuration: the instance makes one on creation.
    pub const fn or_generated(self) -> Self {
        self.mode(Mode::OrGenerated)
    }

    /// Null in the configuration: the provider makes one on creation of these types, unless the flag is on.
    pub const fn generated_for(
        mut self,
        types: &'static [&'static str],
        unless: &'static str,
    ) -> Self {
        self.0.holds = FieldType::Secret(Some(MadeSecret { types, unless }));
        self.0.mode = Mode::OrGenerated;
        self
    }

    /// Null in the configuration: this text.
    pub const fn default_text(self, value: &'static str) -> Self {
        self.mode(Mode::Default(Literal::Text(value)))
    }

    /// Null in the configuration: this flag.
    pub const fn default_flag(self, value: bool) -> Self {
        self.mode(Mode::Default(Literal::Flag(value)))
    }

    /// The instance sets it.
    pub const fn computed(self) -> Self {
        self.mode(Mode::Computed)
    }

    /// The instance sets it, anew whenever one of these attributes changes.
    pub const fn computed_from(self, fields: &'static [&'static str]) -> Self {
        self.mode(Mode::ComputedFrom(fields))
    }

    /// The SHA-256 of the content that the configuration gives, in small hexadecimal digits. Another content needs a new
    /// record, for none can be overwritten (docs/facts.md#attachments).
    pub const fn digest(self) -> Self {
        assert!(matches!(self.0.holds, FieldType::Text), "a digest is a text");
        self.mode(Mode::Digest).replaces()
    }

    /// The unit of the number.
    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.0.unit = Some(unit);
        self
    }

    /// Only these variants of the type have it.
    pub const fn only_for(mut self, variants: &'static [&'static str]) -> Self {
        self.0.only_for = variants;
        self
    }

    /// The instance may change it when one of these attributes changes.
    pub const fn follows(mut self, fields: &'static [&'static str]) -> Self {
        self.0.follows = fields;
        self
    }

    /// It is set only while this flag has this value.
    pub const fn only_while(mut self, flag: &'static str, value: bool) -> Self {
        assert!(!same(flag, self.0.name), "a field does not depend on itself");
        self.0.only_while = Some((flag, value));
        self
    }

    /// Its default and the flag it depends on count in these variants only; in others the configuration sets it freely.
    pub const fn ruled_in(mut self, variants: &'static [&'static str]) -> Self {
        self.0.ruled_in = variants;
        self
    }

    /// Only some instances have the column: the plan refuses a value where the dictionary shows that it is not there.
    pub const fn on_some_instances(mut self) -> Self {
        self.0.on_some_instances = true;
        self
    }

    /// The text, or each element of the list, is one of this kind.
    pub const fn kind(mut self, kind: TextKind) -> Self {
        assert!(
            matches!(self.0.holds, FieldType::Text | FieldType::TextList),
            "only a text has a kind"
        );
        self.0.kind = Some(kind);
        self
    }

    /// The number may be negative.
    pub const fn or_negative(mut self) -> Self {
        assert!(matches!(self.0.holds, FieldType::Whole), "only a number may be negative");
        self.0.least = None;
        self
    }

    /// Other words are taken with a warning: the list is known in part only, or instances add to it
    /// (docs/facts.md#choice-lists).
    pub const fn or_others(self) -> Self {
        self.further(Further::Anything)
    }

    /// Older records have these words, which are taken with a warning.
    pub const fn or_older(self, words: &'static [&'static str]) -> Self {
        self.further(Further::Words(words))
    }

    const fn further(mut self, further: Further) -> Self {
        assert!(matches!(self.0.holds, FieldType::Choice(_)), "only a choice has words");
        self.0.further = further;
        self
    }

    /// It holds a secret in records whose `attribute` is one of these words; there it is not for the state.
    pub const fn secret_if(
        mut self,
        attribute: &'static str,
        words: &'static [&'static str],
    ) -> Self {
        assert!(!same(attribute, self.0.name), "a field does not depend on itself");
        self.0.secret_if = Some((attribute, words));
        self
    }

    /// Somebody signs in with it, beside a secret.
    pub const fn credential(mut self) -> Self {
        self.0.is_credential = true;
        self
    }

    /// The columns by which people name the record pointed to, tried in this order.
    pub const fn by(mut self, keys: &'static [&'static str]) -> Self {
        self.target().keys = keys;
        self
    }

    /// `<within>/<key>` tells records of the same name apart; `within` is a dot-walked column.
    pub const fn within(mut self, within: &'static str) -> Self {
        self.target().within = Some(within);
        self
    }

    /// Words that are sys_ids themselves, compared without case.
    pub const fn literals(mut self, literals: &'static [&'static str]) -> Self {
        self.target().literals = literals;
        self
    }

    /// A literal is what a new record has anyway, so that it need not be sent.
    pub const fn literal_is_default(mut self) -> Self {
        self.target().literal_is_default = true;
        self
    }

    /// Rows of `table` join the records: their column `owner` points back to this record, `member` to the other one.
    pub const fn joined_by(
        mut self,
        table: &'static str,
        owner: &'static str,
        member: &'static str,
    ) -> Self {
        let links = self.links();
        (links.table, links.owner, links.member) = (table, owner, member);
        self
    }

    /// Only records whose `column` agrees with this `attribute` can be linked.
    pub const fn same(mut self, column: &'static str, attribute: &'static str) -> Self {
        self.links().same = Some((column, attribute));
        self
    }

    const fn mode(mut self, mode: Mode) -> Self {
        self.0.mode = mode;
        self
    }

    const fn target(&mut self) -> &mut Target {
        match &mut self.0.holds {
            FieldType::Reference(target) | FieldType::References(target) => target,
            FieldType::Links(links) => &mut links.target,
            _ => panic!("only a reference has a target"),
        }
    }

    const fn links(&mut self) -> &mut Links {
        match &mut self.0.holds {
            FieldType::Links(links) => links,
            _ => panic!("only links are rows of a table"),
        }
    }
}
