//! What a script says, as statements.

use super::tokens::{Token, tokens};
use serde_json::Value;
use std::{iter::Peekable, vec::IntoIter};

/// A script of a shape that is understood.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Script {
    pub(super) statements: Vec<Statement>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Statement {
    /// `var name = …;`
    Let(String, Expression),
    /// `object.property = …;`
    Set(Expression, String, Expression),
    Do(Expression),
    /// `if (…) { … }`, or with a `!` before the condition.
    If {
        negated: bool,
        condition: Expression,
        then: Vec<Statement>,
    },
    Return,
    /// `try { … } catch (e) { gs.error(…); }`: what is caught is noted at most.
    Try(Vec<Statement>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    Plain(Value),
    Object(Vec<(String, Expression)>),
    Name(String),
    Member(Box<Expression>, String),
    Call(Box<Expression>, String, Vec<Expression>),
    /// `new class(…)`, the class with its name space.
    New(String, Vec<Expression>),
    /// `… + …`
    Joined(Vec<Expression>),
}

/// How deep a script may nest: one that is deeper is none of these shapes.
const DEEPEST: usize = 40;

struct Reader {
    rest: Peekable<IntoIter<Token>>,
    depth: usize,
}

impl Script {
    /// Reads a script; nothing where any of it is not understood.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: tokens(text)?.into_iter().peekable(), depth: 0 };
        let is_function = reader.rest.peek() == Some(&Token::Mark('('));
        let statements =
            if is_function { reader.function()? } else { reader.statements_until(None)? };
        reader.rest.next().is_none().then_some(Self { statements })
    }
}

impl Reader {
    /// `(function name(…) { … })(…);`
    fn function(&mut self) -> Option<Vec<Statement>> {
        self.mark('(')?;
        self.word("function")?;
        let _ = self.name_if_any();
        self.names_in_brackets()?;
        let statements = self.block()?;
        self.mark(')')?;
        self.names_in_brackets()?;
        while self.has(';') {}
        Some(statements)
    }

    /// `{ … }`
    fn block(&mut self) -> Option<Vec<Statement>> {
        self.mark('{')?;
        self.statements_until(Some('}'))
    }

    fn statements_until(&mut self, end: Option<char>) -> Option<Vec<Statement>> {
        self.depth = self.depth.saturating_add(1);
        let mut statements = Vec::new();
        loop {
            match self.rest.peek() {
                None if end.is_none() => break,
                None => return None,
                Some(Token::Mark(mark)) if Some(*mark) == end => {
                    self.rest.next();
                    break;
                }
                Some(Token::Mark(';')) => {
                    self.rest.next();
                }
                Some(_) if self.depth > DEEPEST => return None,
                Some(_) => statements.push(self.statement()?),
            }
        }
        self.depth = self.depth.saturating_sub(1);
        Some(statements)
    }

    fn statement(&mut self) -> Option<Statement> {
        match self.rest.peek() {
            Some(Token::Word(word)) if word == "var" => self.declaration(),
            Some(Token::Word(word)) if word == "if" => self.condition(),
            Some(Token::Word(word)) if word == "try" => self.attempt(),
            Some(Token::Word(word)) if word == "return" => {
                self.rest.next();
                Some(Statement::Return)
            }
            _ => self.deed(),
        }
    }

    fn declaration(&mut self) -> Option<Statement> {
        self.word("var")?;
        let name = self.name_if_any()?;
        self.mark('=')?;
        Some(Statement::Let(name, self.expression()?))
    }

    fn condition(&mut self) -> Option<Statement> {
        self.word("if")?;
        self.mark('(')?;
        let negated = self.has('!');
        let condition = self.expression()?;
        self.mark(')')?;
        Some(Statement::If { negated, condition, then: self.block()? })
    }

    fn attempt(&mut self) -> Option<Statement> {
        self.word("try")?;
        let tried = self.block()?;
        self.word("catch")?;
        self.names_in_brackets()?;
        let notes = |statement: &Statement| match statement {
            Statement::Do(Expression::Call(object, ..)) => {
                **object == Expression::Name("gs".to_owned())
            }
            _ => false,
        };
        self.block()?.iter().all(notes).then_some(Statement::Try(tried))
    }

    /// A call, or a property that is set.
    fn deed(&mut self) -> Option<Statement> {
        let expression = self.expression()?;
        if !self.has('=') {
            return matches!(expression, Expression::Call(..)).then_some(Statement::Do(expression));
        }
        match expression {
            Expression::Member(object, property) => {
                Some(Statement::Set(*object, property, self.expression()?))
            }
            _ => None,
        }
    }

    fn expression(&mut self) -> Option<Expression> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEEPEST {
            return None;
        }
        let first = self.operand()?;
        let mut parts = vec![first];
        while self.has('+') {
            parts.push(self.operand()?);
        }
        self.depth = self.depth.saturating_sub(1);
        if parts.len() == 1 { parts.pop() } else { Some(Expression::Joined(parts)) }
    }

    fn operand(&mut self) -> Option<Expression> {
        let mut found = match self.rest.next()? {
            Token::Text(text) => Expression::Plain(Value::String(text)),
            Token::Number(number) => Expression::Plain(serde_json::from_str(&number).ok()?),
            Token::Mark('{') => self.object()?,
            Token::Mark('(') => {
                let inner = self.expression()?;
                self.mark(')')?;
                inner
            }
            Token::Word(word) => match word.as_str() {
                "true" | "false" => Expression::Plain(Value::Bool(word == "true")),
                "null" | "undefined" => Expression::Plain(Value::Null),
                "new" => self.made()?,
                _ => Expression::Name(word),
            },
            Token::Mark(_) => return None,
        };
        while self.has('.') {
            let name = self.name_if_any()?;
            let object = Box::new(found);
            found = if self.rest.peek() == Some(&Token::Mark('(')) {
                Expression::Call(object, name, self.arguments()?)
            } else {
                Expression::Member(object, name)
            };
        }
        Some(found)
    }

    /// What follows `new`.
    fn made(&mut self) -> Option<Expression> {
        let mut class = self.name_if_any()?;
        while self.has('.') {
            class = format!("{class}.{}", self.name_if_any()?);
        }
        Some(Expression::New(class, self.arguments()?))
    }

    /// What follows the `{` of an object.
    fn object(&mut self) -> Option<Expression> {
        let mut members = Vec::new();
        while !self.has('}') {
            let name = match self.rest.next()? {
                Token::Word(name) | Token::Text(name) => name,
                _ => return None,
            };
            self.mark(':')?;
            members.push((name, self.expression()?));
            if !self.has(',') {
                self.mark('}')?;
                break;
            }
        }
        Some(Expression::Object(members))
    }

    fn arguments(&mut self) -> Option<Vec<Expression>> {
        self.mark('(')?;
        let mut arguments = Vec::new();
        while !self.has(')') {
            arguments.push(self.expression()?);
            if !self.has(',') {
                self.mark(')')?;
                break;
            }
        }
        Some(arguments)
    }

    fn names_in_brackets(&mut self) -> Option<()> {
        self.mark('(')?;
        while !self.has(')') {
            self.name_if_any()?;
            if !self.has(',') {
                self.mark(')')?;
                break;
            }
        }
        Some(())
    }

    fn name_if_any(&mut self) -> Option<String> {
        match self.rest.next_if(|token| matches!(token, Token::Word(_)))? {
            Token::Word(name) => Some(name),
            _ => None,
        }
    }

    fn word(&mut self, wanted: &str) -> Option<()> {
        (self.name_if_any()? == wanted).then_some(())
    }

    fn mark(&mut self, wanted: char) -> Option<()> {
        self.has(wanted).then_some(())
    }

    /// Whether the mark comes next; then it is taken.
    fn has(&mut self, mark: char) -> bool {
        self.rest.next_if_eq(&Token::Mark(mark)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_that_is_called_at_once_is_what_stands_in_it() {
        let plain = Script::read("var a = b.c('d');\nb.e = 1 + a;").unwrap();
        let wrapped = "(function process(/*Request*/ request, response) {\n var a = b.c('d'); \
                       b.e = 1 + a; })(request, response);";
        assert_eq!(Script::read(wrapped), Some(plain));
    }

    #[test]
    fn conditions_attempts_and_objects_are_read() {
        for script in [
            "if (!a) { b.c({ d: 1, 'e': f.g }); return; }",
            "try { a.b(); } catch (ex) { gs.error('no: ' + ex); }",
            "var a = new sn_ws.RESTMessageV2('b', 'c');",
            "",
        ] {
            assert!(Script::read(script).is_some(), "{script}");
        }
    }

    #[test]
    fn anything_else_is_not_understood() {
        for script in [
            "while (a) { b(); }",
            "a();",
            "a = 1;",
            "a.b == 1;",
            "function f() {}",
            "try { a.b(); } catch (ex) { c.d(); }",
            "if (a) b.c();",
            "(function () { a.b(); })",
            "{",
            "var a = 1.2.3;",
        ] {
            assert_eq!(Script::read(script), None, "{script}");
        }
        assert_eq!(Script::read(&format!("var a = {}", "(".repeat(100_000))), None);
        assert_eq!(Script::read(&"if (a) {".repeat(100_000)), None);
        assert_eq!(Script::read(&format!("var a = {}", "{ b: ".repeat(100_000))), None);
    }
}
