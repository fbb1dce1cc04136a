//! `servicenow_attachment`: a file on a record of any table (docs/facts.md#attachment-rows).

use crate::describe::{
    Encoding, Field, Finding, Findings, Given, Later, Records, Refusal, Resource, Values, content,
    text, whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("attachment", "sys_attachment")
    .doc(
        "A file on a record of any table, such as the key store of a certificate or a picture of a catalog item. What it holds is \
         given by `content` or `content_base64`. The state keeps only its SHA-256, by which the plan notices new content and changes \
         made by others, so the content must be the same at plan and at apply. New content is uploaded as a new file and the old one \
         deleted; with `create_before_destroy` the new one comes first. An imported file needs no content, and then keeps what it has.",
    )
    .natural_keys(&[&["record", "file_name", "sha256", "table"]])
    .import_path(&["table", "record", "file_name"])
    .checks(&[the_content_is_given_once])
    .demands(&[the_record_is_seen])
    .before_write(the_record_is_there)
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("table")
        .column("table_name")
        .required()
        .replaces()
        .doc("The table of the record, such as `sc_cat_item`."),
    text("record")
        .column("table_sys_id")
        .required()
        .replaces()
        .doc("The sys_id of the record that it is put on."),
    text("file_name").required().doc("Name of the file, such as `logo.png`. 100 characters at most."),
    text("content_type").required().replaces().doc("What it holds, as a media type, such as `image/png`."),
    content("content", Encoding::Text).doc(
        "What it holds, as text. Write-only: never stored. Set this or `content_base64`; a file is read by `file(\"…\")`.",
    ),
    content("content_base64", Encoding::Base64).doc(
        "What it holds, in base64, which any file can be put into: `filebase64(\"…\")`. Write-only: never stored.",
    ),
    text("sha256").column("hash").digest().doc(
        "The SHA-256 of what it holds, in hexadecimal digits. It is kept in the state, so a content of a few letters could be \
         guessed from it.",
    ),
    whole("size_bytes").computed_from(&["sha256"]).doc("How large it is, in bytes."),
];

const TWICE: &str = "The content is given twice";

fn the_content_is_given_once(values: &dyn Values) -> Vec<Finding> {
    let is_set = |name: &str| values.given(name).is_set();
    if !is_set("content") || !is_set("content_base64") {
        return Vec::new();
    }
    let detail =
        "Both content and content_base64 are set, and a file has one content. Remove one of them.";
    vec![Finding::error("content_base64", TWICE, detail)]
}

const ABSENT: &str = "No record to put the file on";

/// A plan that leaves the record as it was asks nothing.
fn the_record_is_seen<'a>(
    values: &'a dyn Values,
    before: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        if values.brings(before, "record").is_none() {
            return Ok(Vec::new());
        }
        let absent = absent(values, records).await?;
        Ok(absent.map(|detail| Finding::error("record", ABSENT, detail)).into_iter().collect())
    })
}

fn the_record_is_there<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move {
        match absent(values, records).await? {
            Some(detail) => Err(Refusal::rule("record", ABSENT, detail)),
            None => Ok(()),
        }
    })
}

/// What there is to say of a record that is not there. A plan is not shown by its sys_id what this run has just made.
async fn absent(values: &dyn Values, records: &dyn Records) -> Result<Option<String>, Refusal> {
    let (Given::Is(table), Given::Is(record)) = (values.text("table"), values.text("record"))
    else {
        return Ok(None);
    };
    let is_there = records.get(table, record, &["sys_id"]).await?.is_some()
        || !records.find(table, &[("sys_id", record)], &["sys_id"]).await?.is_empty();
    Ok((!is_there).then(|| {
        format!(
            "{table} has no record of the sys_id {record}, or the account may not see it, and a file is always on a record. Name \
             the table and the id of one that is there, such as servicenow_certificate.example.id in sys_certificate."
        )
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[test]
    fn a_content_is_given_in_one_form() {
        let said =
            the_content_is_given_once(&sample(&[("content", "a"), ("content_base64", "YQ==")]));
        assert_eq!((said.len(), said[0].attribute), (1, "content_base64"));
        assert!(the_content_is_given_once(&sample(&[("content", "a")])).is_empty());
        assert!(the_content_is_given_once(&sample(&[])).is_empty());
    }

    #[tokio::test]
    async fn a_record_that_is_not_there_is_named_in_the_plan_and_before_anything_is_sent() {
        let file = sample(&[("table", "sys_alias"), ("record", "a1")]);
        let said = the_record_is_seen(&file, None, &Memory::default()).await.unwrap();
        assert!(!said[0].warning && said[0].detail.contains("a1"), "{said:?}");
        let refused = the_record_is_there(&file, &Memory::default()).await;
        assert!(matches!(refused, Err(Refusal::Rule { attribute: Some("record"), .. })));
    }

    #[tokio::test]
    async fn a_record_that_is_there_or_open_or_as_before_is_let_pass() {
        let file = sample(&[("table", "sys_alias"), ("record", "a1")]);
        let there = Memory::default().with("sys_alias", &[("sys_id", "a1")]);
        assert!(the_record_is_seen(&file, None, &there).await.unwrap().is_empty());
        assert!(the_record_is_there(&file, &there).await.is_ok());
        assert!(the_record_is_there(&sample(&[]), &Memory::default()).await.is_ok());
        let same = the_record_is_seen(&file, Some(&file), &Memory::default()).await;
        assert!(same.unwrap().is_empty());
    }
}
