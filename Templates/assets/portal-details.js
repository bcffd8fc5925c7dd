// What stands beside and under the matrix: the title, the months, the points of delivery and the specialties of what is chosen.
(function () {
  'use strict';
  var data = portal.data;
  var words = portal.words;
  var sides = portal.sides;
  var organisations = portal.organisations;
  var byId = portal.byId;
  var list = portal.list;
  var element = portal.element;
  var drawn = portal.drawn;
  var address = portal.address;
  var period = portal.period;
  var number = portal.number;
  var cell = portal.cell;

  var metricWords = { variance: 'Variance, £', percent: 'Variance, % of plan', actual: 'Actual, £', plan: 'Plan, £', activity: 'Activity' };
  function periodWords(when) { return when === 'ytd' ? 'year to date' : when === 'year' ? 'whole year, forecast' : data.months[when][1]; }
  function chosenName(of) {
    var chosen = sides.filter(function (side) { return of[side] !== null; }).map(function (side) { return organisations(side)[of[side]][1]; });
    return chosen.length ? chosen.join(' at ') : 'All ' + data.commissioners.length + ' ' + words[data.commissioners.length === 1 ? 'commissioner' : 'commissioners'];
  }
  function title(of, when) {
    var sum = cube.total(of, when);
    var one = number(of, when, 'variance', null, sum);
    var node = byId('choice-title');
    if (one.missing) {
      node.textContent = chosenName(of) + ': ' + data.months[when][1] + ' not sent';
      return;
    }
    var size = element('span', one.value < 0n ? 't-over' : 't-under-text', exact.formats.size(one.value));
    size.setAttribute('data-figure', one.id);
    var word = one.value < 0n ? ' over plan' : one.value > 0n ? ' under plan' : ' from plan';
    node.replaceChildren(chosenName(of) + ': ', size, word);
    var share = number(of, when, 'percent', null, sum);
    if (!share.missing) {
      var figure = element('span', '', share.text.replace('\u2212', '') + '%');
      figure.setAttribute('data-figure', share.id);
      node.append(' (', figure, ')');
    }
    node.append(', ' + periodWords(when));
  }
  function links(of, state) {
    var nodes = [];
    sides.forEach(function (side) {
      var one = of[side] === null ? null : organisations(side)[of[side]];
      if (one && one[3]) {
        var link = element('a', '', 'Open the pack of ' + one[2]);
        link.href = one[3];
        nodes.push(link);
      }
    });
    if (nodes.length) {
      var all = element('a', '', 'Show all');
      all.href = address(state, { commissioner: '', provider: '' });
      nodes.push(all);
    }
    var box = byId('choice-links');
    box.replaceChildren.apply(box, nodes.reduce(function (parts, node) { return parts.concat(parts.length ? [' · '] : [], [node]); }, []));
  }

  // Plan and actual of each month as lines, in pounds or units.
  function niceStep(most) {
    var size = Math.pow(10, Math.floor(Math.log10(most || 1)));
    return [1, 2, 2.5, 5, 10].map(function (one) { return one * size / 2; }).find(function (one) { return most / one <= 3; }) || size * 5;
  }
  function tick(value, unit) {
    if (value === 0) { return '0'; }
    var text = value >= 1e6 ? +(value / 1e6).toFixed(2) + 'm' : value >= 1e3 ? +(value / 1e3).toFixed(1) + 'k' : String(+value.toFixed(1));
    return (unit === 'units' ? '' : '£') + text;
  }
  function months(of, state, unit) {
    // As wide as its place, so that its letters keep their size in a narrow window.
    var width = Math.max(280, Math.min(460, byId('months-drawing').clientWidth || 400));
    var height = 150;
    var left = 48;
    var right = width - 48;
    var bottom = 124;
    var isActivity = unit === 'units';
    var when = period(state);
    var rows = data.months.map(function (month, at) {
      var sum = cube.total(of, at);
      return ['plan', 'actual', 'variance'].map(function (measure) { return number(of, at, measure, unit, sum); });
    });
    var most = Math.max.apply(null, [0].concat.apply([1], rows.map(function (row) { return [row[0].rough, row[1].rough]; })));
    var gap = niceStep(most);
    var top = Math.ceil(most / gap) * gap;
    function x(at) { return left + (right - left) * (at + 0.5) / Math.max(12, rows.length); }
    function y(value) { return bottom - (bottom - 12) * Math.max(0, value) / top; }
    var svg = drawn('svg', { viewBox: '0 0 ' + width + ' ' + height, width: width, height: height, role: 'img', 'font-size': '12', fill: 'none' });
    svg.setAttribute('aria-label', 'Plan and actual by month; the table below says the same in numbers.');
    for (var line = 0; line <= top + gap / 2; line += gap) {
      svg.append(
        drawn('path', { d: 'M' + left + ' ' + y(line) + 'H' + right, 'class': line === 0 ? 's-ink' : 's-hair' }),
        drawn('text', { x: left - 6, y: y(line) + 4, 'text-anchor': 'end', 'class': 'f-ink-2' }, tick(line, unit)));
    }
    data.months.forEach(function (month, at) {
      if (rows.length < 7 || at % 2 === 0) { svg.appendChild(drawn('text', { x: x(at), y: height - 8, 'text-anchor': 'middle', 'class': 'f-ink-2' }, month[2])); }
    });
    // A month that was not sent is a gap, never nought.
    function path(column) {
      var pen = false;
      return rows.map(function (row, at) {
        if (row[column].missing) { pen = false; return ''; }
        var text = (pen ? 'L' : 'M') + x(at).toFixed(1) + ' ' + y(row[column].rough).toFixed(1);
        pen = true;
        return text;
      }).join('');
    }
    svg.append(
      drawn('path', { d: path(0), 'class': 's-ink-2', 'stroke-dasharray': '4 3', 'stroke-width': '1.2' }), drawn('path', { d: path(1), 'class': 's-blue', 'stroke-width': '2' }));
    rows.forEach(function (row, at) {
      var isAlone = !row[1].missing && (at === 0 || rows[at - 1][1].missing) && (at === rows.length - 1 || rows[at + 1][1].missing);
      if (!row[1].missing && (at === when || isAlone || typeof when !== 'number' && at === rows.length - 1)) {
        svg.appendChild(drawn('circle', { cx: x(at), cy: y(row[1].rough), r: 3.2, 'class': 'f-blue' }));
      }
    });
    // The names of the lines at their ends, apart from each other.
    var lastMonth = rows.length - 1;
    while (lastMonth > 0 && rows[lastMonth][1].missing) { lastMonth -= 1; }
    if (rows.length && !rows[lastMonth][1].missing) {
      var ends = [y(rows[lastMonth][0].rough), y(rows[lastMonth][1].rough)];
      if (Math.abs(ends[0] - ends[1]) < 14) {
        var middle = (ends[0] + ends[1]) / 2;
        ends = ends[0] >= ends[1] ? [middle + 7, middle - 7] : [middle - 7, middle + 7];
      }
      svg.append(
        drawn('text', { x: x(lastMonth) + 8, y: ends[0] + 4, 'class': 'f-ink-2' }, 'plan'),
        drawn('text', { x: x(lastMonth) + 8, y: ends[1] + 4, 'class': 'f-blue', 'font-weight': '700' }, 'actual'));
    }
    byId('months-drawing').replaceChildren(svg);
    byId('months-title').textContent = 'By month, ' + (isActivity ? 'units of activity' : '£');
    var body = element('tbody');
    rows.forEach(function (row, at) {
      var node = element('tr', at === when ? 'this' : '');
      var name = element('th', '', data.months[at][1]);
      name.scope = 'row';
      node.append(name, cell(row[0]), cell(row[1]), cell(row[2]));
      body.appendChild(node);
    });
    var foot = element('tfoot');
    var totals = element('tr');
    var name = element('th', '', 'Year to date');
    name.scope = 'row';
    totals.appendChild(name);
    var sum = cube.total(of, 'ytd');
    ['plan', 'actual', 'variance'].forEach(function (measure) { totals.appendChild(cell(number(of, 'ytd', measure, unit, sum))); });
    foot.appendChild(totals);
    var box = document.querySelector('#months-table table');
    list(box.querySelectorAll('tbody, tfoot')).forEach(function (old) { old.remove(); });
    box.append(body, foot);
  }

  // MARK: By point of delivery and by specialty

  var mostRows = 10;
  function parts(name, words, of, when, unit) {
    byId(name).closest('section').hidden = !cube.has(name);
    // Parts are kept for the year to date and for the period's own month.
    var ownMonth = data.months.length - 1;
    var isMonth = when === ownMonth;
    var shown = isMonth ? ownMonth : 'ytd';
    var rows = cube.byPart(name, of, isMonth ? 'month' : 'ytd');
    var amountAt = unit === 'units' ? 2 : 0;
    rows = rows.filter(function (row) { return row.amounts[amountAt] !== 0n || row.amounts[amountAt + 1] !== 0n; });
    rows.sort(function (a, b) {
      var x = a.amounts[amountAt] - a.amounts[amountAt + 1];
      var y = b.amounts[amountAt] - b.amounts[amountAt + 1];
      return x < y ? -1 : x > y ? 1 : a.key[0] < b.key[0] ? -1 : 1;
    });
    byId(name + '-title').textContent = words.title;
    byId(name + '-caption').textContent = (unit === 'units' ? 'Units of activity' : '£') + ', ' + periodWords(shown) + ', most over plan first'
      + (shown === when || when === 'ytd' ? '' : '; other periods are not kept by ' + words.one);
    var silent = typeof shown === 'number' && !cube.stated(of, shown);
    var top = element('tr');
    ['', 'Plan', 'Actual', 'Variance', '%'].forEach(function (text, at) {
      var node = element(at ? 'th' : 'td', at === 3 ? 'v' : '', text);
      if (at) { node.scope = 'col'; }
      top.appendChild(node);
    });
    function line(label, sum, part) {
      var row = element('tr');
      var name = element('th', '', label);
      name.scope = 'row';
      row.appendChild(name);
      ['plan', 'actual', 'variance', 'percent'].forEach(function (measure) {
        var one = number(of, shown, measure, unit, sum, part || undefined);
        var node = cell(one);
        // Several gathered in one row have no id of their own.
        if (part === false) { node.removeAttribute('data-figure'); }
        if (measure === 'variance' && !one.missing) {
          var inner = element('span', '', one.text);
          if (part !== false) { inner.setAttribute('data-figure', one.id); }
          node.removeAttribute('data-figure');
          node.replaceChildren(inner, element('small', '', one.value < 0n ? 'over' : one.value > 0n ? 'under' : 'on plan'));
          node.classList.add('v');
        }
        row.appendChild(node);
      });
      return row;
    }
    var body = element('tbody');
    rows.slice(0, mostRows).forEach(function (row) { body.appendChild(line(row.key[1], row.amounts, row.key[0])); });
    var rest = rows.slice(mostRows);
    if (rest.length) {
      var sum = [0n, 0n, 0n, 0n];
      rest.forEach(function (row) { row.amounts.forEach(function (value, kind) { sum[kind] += value; }); });
      body.appendChild(line('Others (' + rest.length + ')', sum, false));
    }
    var foot = element('tfoot');
    foot.appendChild(line('All', cube.total(of, shown), ''));
    if (silent || !rows.length) {
      var none = element('tr');
      var only = element('td', 'l none', silent ? 'Not sent for this month.' : 'Nothing was planned or bought.');
      only.colSpan = 5;
      none.appendChild(only);
      body.replaceChildren(none);
      foot.replaceChildren();
    }
    var heads = element('thead');
    heads.appendChild(top);
    byId(name).replaceChildren(heads, body, foot);
    // What slides can be reached by keyboard.
    var box = byId(name).parentNode;
    if (box.scrollWidth > box.clientWidth) { box.tabIndex = 0; } else { box.removeAttribute('tabindex'); }
  }

  portal.metricWords = metricWords;
  portal.periodWords = periodWords;
  portal.title = title;
  portal.links = links;
  portal.months = months;
  portal.parts = parts;
}());
