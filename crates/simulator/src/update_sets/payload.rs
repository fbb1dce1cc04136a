//! What an entry of an update set says: a record as XML.

use crate::store::Record;

/// An update, read from its entry.
pub(super) struct Payload {
    pub(super) table: String,
    pub(super) deletes: bool,
    pub(super) values: Record,
}

impl Payload {
    /// The update of an entry; nothing where its payload is none.
    pub(super) fn of(entry: &Record) -> Option<Self> {
        let document = roxmltree::Document::parse(entry.value("payload")).ok()?;
        let update = document.root_element();
        let record = update.children().find(roxmltree::Node::is_element)?;
        let elements = record.children().filter(roxmltree::Node::is_element);
        let values = elements.map(|element| {
            (element.tag_name().name().to_owned(), element.text().unwrap_or_default().to_owned())
        });
        Some(Self {
            table: record.tag_name().name().to_owned(),
            deletes: entry.value("action") == "DELETE",
            values: values.collect(),
        })
    }

    /// The sys_id of the record.
    pub(super) fn id(&self) -> &str {
        self.values.value("sys_id")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(payload: &str, action: &str) -> Record {
        let pairs = [("payload", payload), ("action", action)];
        pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).into()
    }

    #[test]
    fn an_update_names_its_record_and_its_values() {
        let xml = "<?xml version=\"1.0\"?><record_update table=\"sys_properties\">\
                   <sys_properties action=\"INSERT_OR_UPDATE\"><sys_id>a1</sys_id>\
                   <value>x &lt; y</value><description/></sys_properties></record_update>";
        let update = Payload::of(&entry(xml, "INSERT_OR_UPDATE")).unwrap();
        assert_eq!(
            (update.table.as_str(), update.id(), update.deletes),
            ("sys_properties", "a1", false)
        );
        assert_eq!((&*update.values["value"], &*update.values["description"]), ("x < y", ""));
        assert!(Payload::of(&entry(xml, "DELETE")).unwrap().deletes);
    }

    #[test]
    fn what_is_no_record_is_no_update() {
        for xml in ["", "no xml", "<record_update/>"] {
            assert!(Payload::of(&entry(xml, "")).is_none(), "{xml}");
        }
    }
}
