# The figures of all series since $since as `xjcli facts --observations -f csv` shows them, but for growth, which is left empty.
["", "", "hundred ", "thousand ", "ten thousand ", "", "million ", "", "hundred million ", "billion ", "", "", "trillion "]
  as $scales
| ["series", "period", "value", "low", "high", "unit", "qualifier", "status", "yoy_pct", "source", "note"],
  (
    .units as $units
    | .series[]
    | .id as $id
    | ($scales[.unit_mult // 0] + $units[.unit].label) as $unit
    | .observations[]
    # As text: a period that starts in or after the year sorts behind it.
    | select(.period >= $since)
    | [$id, .period, .value, .low, .high, $unit, .qualifier, .status // "A", null, .source, .note]
  )
| @csv
