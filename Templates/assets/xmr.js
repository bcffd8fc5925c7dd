// Limits and special causes of a series by month (XmR), by the same rules as the packs: moving ranges that are not below 3.267 times their mean are
// left out of the mean range once; limits stand 2.66 mean ranges from the mean.
var xmr = (function () {
  'use strict';
  function mean(values) { return values.reduce(function (sum, one) { return sum + one; }, 0) / values.length; }

  function limits(values) {
    var centre = mean(values);
    var ranges = values.slice(1).map(function (one, at) { return Math.abs(one - values[at]); });
    var range = ranges.length ? mean(ranges) : 0;
    var kept = ranges.filter(function (one) { return one < 3.267 * range; });
    range = kept.length ? mean(kept) : range;
    return {
      mean: centre, range: range, lower: centre - 2.66 * range, upper: centre + 2.66 * range, nearLower: centre - 2 * 2.66 / 3 * range,
      nearUpper: centre + 2 * 2.66 / 3 * range
    };
  }

  // The first rule that holds of each point; nothing for common cause.
  function rules(values, of) {
    var count = values.length;
    var side = values.map(function (one) { return Math.sign(one - of.mean); });
    var outside = values.map(function (one) { return one > of.upper || one < of.lower; });
    var close = values.map(function (one, at) { return !outside[at] && (one < of.nearLower || one > of.nearUpper); });
    var step = values.map(function (one, at) { return at + 1 < count ? Math.sign(values[at + 1] - one) : 0; });
    function flag(length, holds) {
      var flags = values.map(function () { return false; });
      for (var start = 0; start + length <= count; start += 1) {
        if (holds(start)) { for (var at = start; at < start + length; at += 1) { flags[at] = true; } }
      }
      return flags;
    }
    function all(list, start, length) {
      if (list[start] === 0) { return false; }
      for (var at = start; at < start + length; at += 1) { if (list[at] !== list[start]) { return false; } }
      return true;
    }
    var trend = flag(7, function (start) { return all(step, start, 6); });
    var shift = flag(7, function (start) { return all(side, start, 7); });
    var twoOfThree = flag(3, function (start) {
      return all(side, start, 3) && [0, 1, 2].filter(function (one) { return close[start + one]; }).length >= 2;
    });
    return values.map(function (one, at) {
      if (outside[at]) { return one > of.upper ? 'Above UCL' : 'Below LCL'; }
      if (trend[at]) {
        var next = at + 1 < count && trend[at + 1] ? step[at] : at > 0 ? step[at - 1] : 0;
        return '7 Point Trend ' + (next > 0 ? '(Increasing)' : '(Decreasing)');
      }
      if (twoOfThree[at] && close[at]) { return '2 in 3 ' + (side[at] > 0 ? 'Above CL' : 'Below CL'); }
      if (shift[at]) { return '7 Points ' + (side[at] > 0 ? 'Above CL' : 'Below CL'); }
      return '';
    });
  }

  // Fewer than twelve points give trial limits. Of one point there is none, nor where the mean range is nought: limits on the mean itself would make an
  // alarm of every other value.
  function analyse(values) {
    if (values.length < 2) { return null; }
    var of = limits(values);
    if (of.range === 0) { return null; }
    return Object.assign(of, { labels: rules(values, of), isTrial: values.length < 12 });
  }
  return analyse;
}());
