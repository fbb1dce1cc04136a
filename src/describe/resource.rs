//! A resource type as data.

use super::field::{Field, Mode, Target, all_there, has};
use super::hooks::{Check, Demand, Found, Guard, InTheWay, MakeUp, Related};
use super::neighbours::{Namesakes, Others, Owner, Turns};
use super::words::same;

/// A resource type: its table, its fields, and the few things that are not data.
#[must_use]
pub struct Resource {
    /// Name without the provider's prefix.
    pub name: &'static str,
    /// The table, or the one all variants extend.
    pub table: &'static str,
    /// What it is, in Markdown.
    pub doc: &'static str,
    /// The kinds of record told apart by the attribute `type`; empty when there is one kind.
    pub variants: &'static [Variant],
    /// The variant that type words not listed here belong to; `None` refuses them.
    pub unlisted_variant: Option<&'static str>,
    /// The column that names the application a record belongs to.
    pub scope_column: Option<&'static str>,
    /// The attributes, in the order of the documentation.
    pub fields: &'static [Field],
    /// Attributes that together name a record for people, in the order they are tried when adopting.
    pub natural_keys: &'static [&'static [&'static str]],
    /// Whether two rows of the same natural key, a pair of references, are one too many.
    pub unique: bool,
    /// What a second record of the same natural key is.
    pub namesakes: Namesakes,
    /// Attributes accepted as `key:value` in an import.
    pub import_keys: &'static [&'static str],
    /// Attributes accepted as `a/b` in an import.
    pub import_path: &'static [&'static str],
    /// Columns, and the values they have, of the rows that can be managed; others are the instance's own.
    pub among: &'static [(&'static str, &'static str)],
    /// What there is to say of a row that is not among them.
    pub others: Option<Others>,
    /// The record that takes this one along when it is deleted.
    pub owner: Option<Owner>,
    /// The attribute that is empty in rows the instance made beside another record, which are taken over unasked.
    pub made_empty: Option<&'static str>,
    /// The flag that is switched on last when a record is made, and off first when it is deleted.
    pub activated_last: Option<&'static str>,
    /// What is written when the record is to stay but no longer be of use; empty when there is no such thing.
    pub deactivation: &'static [(&'static str, &'static str)],
    /// Rules a configuration keeps by itself.
    pub checks: &'static [Check],
    /// Rules that a new value keeps, and that a record which is there already may break.
    pub checks_of_new: &'static [Check],
    /// Of what there is one at a time.
    pub turns: Option<Turns>,
    /// What the instance demands of several records together.
    pub demands: &'static [Demand],
    /// What such a demand can only be held against when the instance has refused.
    pub refusals: &'static [Demand],
    /// What must hold before a record is written.
    pub before_write: Option<Guard>,
    /// Attributes that the provider makes up for a new record.
    pub make_up: Option<MakeUp>,
    /// What must hold, and is cleaned up, before a record is deleted.
    pub before_delete: Option<Guard>,
    /// What is wrong with the plan that a record like this makes way for another.
    pub stays: &'static [Check],
    /// Attributes that other records hold.
    pub related: Option<Related>,
    /// What an instance deletes beside the record where it is deleted; `None` where that is the record alone.
    pub data: Option<&'static str>,
    /// How it comes and goes.
    pub lifecycle: Lifecycle,
}

/// One kind of record of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// The value of the attribute `type`.
    pub name: &'static str,
    /// The table of its records.
    pub table: &'static str,
    /// The column, and its value, that a record of it is written with.
    pub mark: Option<(&'static str, &'static str)>,
}

/// How a resource comes and goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifecycle {
    /// A record that is inserted, updated and deleted.
    Record,
    /// An application that is installed.
    Application,
    /// A plugin that is activated.
    Plugin,
}

impl Resource {
    /// A type whose records are rows of `table`.
    pub const fn table(name: &'static str, table: &'static str) -> Self {
        Self {
            name,
            table,
            doc: "",
            variants: &[],
            unlisted_variant: None,
            scope_column: None,
            fields: &[],
            natural_keys: &[],
            unique: false,
            namesakes: Namesakes::Told,
            import_keys: &[],
            import_path: &[],
            among: &[],
            others: None,
            owner: None,
            made_empty: None,
            activated_last: None,
            deactivation: &[],
            checks: &[],
            checks_of_new: &[],
            turns: None,
            demands: &[],
            refusals: &[],
            before_write: None,
            make_up: None,
            before_delete: None,
            stays: &[],
            related: None,
            data: None,
            lifecycle: Lifecycle::Record,
        }
    }

    /// What it is, in Markdown.
    pub const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }

    /// The kinds of record told apart by the attribute `type`.
    pub const fn variants(mut self, variants: &'static [Variant]) -> Self {
        self.variants = variants;
        self
    }

    /// The variant that type words not listed belong to: older data holds some.
    pub const fn unlisted_types_are(mut self, variant: &'static str) -> Self {
        self.unlisted_variant = Some(variant);
        self
    }

    /// The column that names the application a record belongs to; it makes the attribute `application_scope`.
    pub const fn scope(mut self, column: &'static str) -> Self {
        self.scope_column = Some(column);
        self
    }

    /// The attributes. Two of one name do not compile, nor does a condition on an attribute that is not there.
    pub const fn fields(mut self, fields: &'static [Field]) -> Self {
        let mut index = 0;
        while index < fields.len() {
            let field = &fields[index];
            let mut other = index + 1;
            while other < fields.len() {
                assert!(!same(field.name, fields[other].name), "two fields have one name");
                other += 1;
            }
            let named = match field.mode {
                Mode::ComputedFrom(sources) => sources,
                Mode::Unless(leader) | Mode::StartingFor(leader, _) => &[leader],
                _ => &[],
            };
            let flag = match field.only_while {
                Some((flag, _)) => has(fields, flag),
                None => true,
            };
            let is_whole = flag && all_there(fields, field.follows) && all_there(fields, named);
            assert!(is_whole, "a field depends on one that is not there");
            index += 1;
        }
        self.fields = fields;
        self.keys_name_fields()
    }

    /// The attributes that together name a record for people; several keys are tried in order when adopting.
    pub const fn natural_keys(mut self, keys: &'static [&'static [&'static str]]) -> Self {
        self.natural_keys = keys;
        self.keys_name_fields()
    }

    /// The two records that the natural key names are joined once: the platform lets the same pair be joined twice, and
    /// nobody wants that. Only rows [`among`](Self::among) those that can be managed count.
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self.namesakes = Namesakes::Refused;
        self.keys_name_fields()
    }

    /// The natural key names one thing, whether or not the platform takes a second record of it.
    pub const fn names_one(mut self) -> Self {
        self.namesakes = Namesakes::Refused;
        self
    }

    /// Several records of one natural key are usual.
    pub const fn shares_names(mut self) -> Self {
        self.namesakes = Namesakes::Usual;
        self
    }

    /// The attributes accepted as `key:value` in an import; a single one is accepted without its name.
    pub const fn import_keys(mut self, keys: &'static [&'static str]) -> Self {
        self.import_keys = keys;
        self.keys_name_fields()
    }

    /// The attributes accepted as `a/b` in an import.
    pub const fn import_path(mut self, path: &'static [&'static str]) -> Self {
        self.import_path = path;
        self.keys_name_fields()
    }

    /// Only rows with these values can be found, adopted and imported; others are the instance's own.
    pub const fn among(mut self, values: &'static [(&'static str, &'static str)]) -> Self {
        self.among = values;
        self
    }

    /// What is said to who looks for another row.
    pub const fn others(
        mut self,
        columns: &'static [&'static str],
        say: fn(&Found) -> String,
    ) -> Self {
        self.others = Some(Others { columns, say });
        self
    }

    /// The record that this attribute refers to takes this one along when it is deleted.
    pub const fn goes_with(mut self, attribute: &'static str) -> Self {
        self.owner = Some(Owner { attribute, only_while: None });
        self.keys_name_fields()
    }

    /// The same, while this flag is on.
    pub const fn goes_with_while(mut self, attribute: &'static str, flag: &'static str) -> Self {
        self.owner = Some(Owner { attribute, only_while: Some(flag) });
        self.keys_name_fields()
    }

    /// The instance makes rows of this type itself, beside another record and with nothing in this attribute. Such a row
    /// is taken over without `adopt_existing`: it is the one that is meant, and nobody has filled it.
    pub const fn made_empty(mut self, attribute: &'static str) -> Self {
        self.made_empty = Some(attribute);
        self.keys_name_fields()
    }

    /// The flag that is switched on when all else of a new record is in place, and off before it is deleted.
    pub const fn activated_last(mut self, flag: &'static str) -> Self {
        self.activated_last = Some(flag);
        self.keys_name_fields()
    }

    /// What is written under the deletion policy `deactivate`.
    pub const fn deactivation(mut self, columns: &'static [(&'static str, &'static str)]) -> Self {
        self.deactivation = columns;
        self
    }

    /// Rules a configuration keeps by itself.
    pub const fn checks(mut self, checks: &'static [Check]) -> Self {
        self.checks = checks;
        self
    }

    /// Rules that a new value keeps. A record that is there already may break them: imported or adopted with the value that it
    /// has, it is only warned of.
    pub const fn checks_of_new(mut self, checks: &'static [Check]) -> Self {
        self.checks_of_new = checks;
        self
    }

    /// One record at a time has the flag on, for what several share. In a run that changes several, one waits for the other,
    /// and switches its flag off meanwhile where it has it on.
    pub const fn takes_turns(mut self, flag: &'static str, in_the_way: InTheWay) -> Self {
        self.turns = Some(Turns { flag, in_the_way });
        self.keys_name_fields()
    }

    /// What the instance demands of several records together. The plan asks where it can see them, and when the instance
    /// has refused the record, the answer is what is wrong.
    pub const fn demands(mut self, demands: &'static [Demand]) -> Self {
        self.demands = demands;
        self
    }

    /// The same, where the plan cannot tell: another record may change in the same run.
    pub const fn refusals(mut self, refusals: &'static [Demand]) -> Self {
        self.refusals = refusals;
        self
    }

    /// What must hold before a record is written.
    pub const fn before_write(mut self, hook: Guard) -> Self {
        self.before_write = Some(hook);
        self
    }

    /// Attributes that the provider makes up for a new record where the configuration leaves them to be generated.
    pub const fn makes_up(mut self, hook: MakeUp) -> Self {
        self.make_up = Some(hook);
        self
    }

    /// What must hold, and is cleaned up, before a record is deleted.
    pub const fn before_delete(mut self, hook: Guard) -> Self {
        self.before_delete = Some(hook);
        self
    }

    /// What is wrong with the plan that a record makes way for another, where destroying it deletes it: rules over the
    /// attributes that it has.
    pub const fn stays(mut self, checks: &'static [Check]) -> Self {
        self.stays = checks;
        self
    }

    /// Attributes that other records hold.
    pub const fn related(mut self, hook: Related) -> Self {
        self.related = Some(hook);
        self
    }

    /// Deleting the record deletes data, which these words name ("the table and …"). So destroying leaves it unless the
    /// configuration says otherwise, twice: by `deletion_policy` and by `allow_data_loss`.
    pub const fn holds_data(mut self, data: &'static str) -> Self {
        self.data = Some(data);
        self
    }

    /// Comes and goes in another way than a record.
    pub const fn lifecycle(mut self, lifecycle: Lifecycle) -> Self {
        self.lifecycle = lifecycle;
        self
    }

    /// The target of the attribute `application_scope`. The global scope's sys_id is the word `global`.
    pub const fn scope_target() -> Target {
        Target { literals: &["global"], ..Target::new("sys_scope", &["scope"]) }
    }

    const fn keys_name_fields(self) -> Self {
        if self.fields.is_empty() {
            return self;
        }
        assert!(all_there(self.fields, self.import_keys), "an import key names no field");
        assert!(all_there(self.fields, self.import_path), "an import path names no field");
        if let Some(flag) = self.activated_last {
            assert!(has(self.fields, flag), "the flag to switch on last names no field");
        }
        if let Some(owner) = self.owner {
            let flag = match owner.only_while {
                Some(flag) => has(self.fields, flag),
                None => true,
            };
            assert!(flag && has(self.fields, owner.attribute), "what it goes with names no field");
        }
        if let Some(turns) = self.turns {
            assert!(has(self.fields, turns.flag), "the flag that takes turns names no field");
        }
        if let Some(empty) = self.made_empty {
            assert!(has(self.fields, empty), "what the instance leaves empty names no field");
        }
        let mut index = 0;
        while index < self.natural_keys.len() {
            assert!(
                all_there(self.fields, self.natural_keys[index]),
                "a natural key names no field"
            );
            index += 1;
        }
        if self.unique {
            assert!(
                matches!(self.natural_keys, [] | [[_, _]]),
                "what is unique has one natural key, a pair"
            );
        }
        self
    }
}
