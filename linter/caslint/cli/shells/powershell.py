"""Completion for PowerShell 5.1 and later, with a line about each command and option."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caslint.cli.shells.table import Argument, Command, Table

_HEAD = """\
# PowerShell completion for caslint: caslint completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName caslint -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $rules = @(@words-of-rules@)
    $commands = [ordered]@{
"""
_TAIL = """\
    }
    $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.ToString() })
    if ($before.Count -lt 2) {
        $found = $commands
    } elseif ($values.ContainsKey($before[1] + ' ' + $before[-1])) {
        $found = [ordered]@{}
        foreach ($word in $values[$before[1] + ' ' + $before[-1]]) { $found[$word] = $word }
    } elseif ($wordToComplete -notlike '-*' -and $values.ContainsKey($before[1])) {
        $found = [ordered]@{}
        foreach ($word in $values[$before[1]]) { $found[$word] = $word }
    } elseif ($wordToComplete -like '-*' -and $options.ContainsKey($before[1])) {
        $found = $options[$before[1]]
    } else {
        return
    }
    $found.GetEnumerator() | Where-Object { $_.Key.StartsWith($wordToComplete, 'OrdinalIgnoreCase') } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, 'ParameterValue', $_.Value)
    }
}
"""


def script(table: Table) -> str:
    """The script; where it offers nothing, PowerShell offers files."""
    return "".join(_lines(table))


def _lines(table: Table) -> Iterator[str]:
    yield _HEAD.replace("@words-of-rules@", _list(table.rules))
    for command in table.commands:
        yield f"        {_quoted(command.name)} = {_quoted(command.help)}\n"
    yield "    }\n    $options = @{\n"
    for command in table.commands:
        pairs = [
            f"{_quoted(name)} = {_quoted(one.help or name)}" for one in command.options for name in one.names
        ]
        yield f"        {_quoted(command.name)} = [ordered]@{{ {'; '.join(pairs)} }}\n"
    yield "    }\n    $values = @{\n"
    for command in table.commands:
        yield from _values(command)
    yield _TAIL


def _values(command: Command) -> Iterator[str]:
    """The words behind an option, or behind the command itself."""
    for one in command.arguments:
        words = _value(one)
        keys = [f"{command.name} {name}" for name in one.names] if one.is_option else [command.name]
        for key in keys if words else ():
            yield f"        {_quoted(key)} = {words}\n"


def _value(argument: Argument) -> str:
    if argument.takes == "rules":
        return "$rules"
    return f"@({_list(argument.words)})" if argument.words else ""


def _list(words: Sequence[str]) -> str:
    return ", ".join(map(_quoted, words))


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
