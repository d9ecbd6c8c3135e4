# As observations.jq, with growth on the year before in floating point, and none of the intervals that xjcli computes with it.
def year_before: split("/") | map("\(.[0:4] | tonumber - 1)\(.[4:])") | join("/");

# Nothing is known between two bounds of one direction, in percent from percent, of an alternative or of a forecast.
def growth($known):
  if .rank or .status == "F" or .value == null then null
  else
    . as $figure
    | $known[.period | year_before]
    | if . == null or .value == null then null
      elif (.qualifier == "over" or $figure.qualifier == "nearly") and (.qualifier == "nearly" or $figure.qualifier == "over") then null
      else (.value | tonumber) as $start
        | if $start > 0 then (($figure.value | tonumber) / $start - 1) * 1000000 | round / 10000 else null end
      end
  end;

["", "", "hundred ", "thousand ", "ten thousand ", "", "million ", "", "hundred million ", "billion ", "", "", "trillion "]
  as $scales
| ["series", "period", "value", "low", "high", "unit", "qualifier", "status", "yoy_pct", "source", "note"],
  (
    .units as $units
    | .series[]
    | .id as $id
    | ($scales[.unit_mult // 0] + $units[.unit].label) as $unit
    | (if $units[.unit].kind == "percent" then {}
       else reduce (.observations[] | select((.rank or .status == "F") | not)) as $one ({}; .[$one.period] = $one) end) as $known
    | .observations[]
    | select(.period >= $since)
    | [$id, .period, .value, .low, .high, $unit, .qualifier, .status // "A", growth($known), .source, .note]
  )
| @csv
