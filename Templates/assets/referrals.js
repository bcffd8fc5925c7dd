// The referrals page: filters, the process chart and the tables that follow them. What is chosen stands in the address: #commissioner=10H&source=all
(function () {
  'use strict';
  var data = counts.data;
  var mostRows = 15;
  function byId(id) { return document.getElementById(id); }
  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) { node.className = className; }
    if (text !== undefined) { node.textContent = text; }
    return node;
  }
  function drawn(name, attributes, text) {
    var node = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text !== undefined) { node.textContent = text; }
    return node;
  }
  function whole(value) { return (value < 0 ? '\u2212' : '') + String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ','); }
  // A statistic to one decimal, half away from nought.
  function tenths(value) {
    var scaled = Math.round(Math.abs(value) * 10);
    return (value < 0 && scaled ? '\u2212' : '') + whole(Math.floor(scaled / 10)) + '.' + scaled % 10;
  }

  // MARK: What is chosen

  var usual = { source: 'referrals' };
  counts.axes.forEach(function (axis) { if (axis.id !== 'source') { usual[axis.id] = ''; } });
  function read() {
    var choice = Object.assign({}, usual);
    location.hash.slice(1).split('&').forEach(function (pair) {
      var at = pair.indexOf('=');
      var key = pair.slice(0, at);
      if (at < 0 || !Object.prototype.hasOwnProperty.call(usual, key) || key === 'source' && !counts.hasSources) { return; }
      var value = decodeURIComponent(pair.slice(at + 1));
      var axis = counts.axes.find(function (one) { return one.id === key; });
      if (key === 'source' && value === 'all' || axis.members.some(function (member) { return member[0] === value; })) { choice[key] = value; }
    });
    return choice;
  }
  function go(choice, change) {
    var next = Object.assign({}, choice, change);
    // A practice or a locality of another commissioner is not kept.
    ['locality', 'practice'].forEach(function (key) {
      var axis = counts.axes.find(function (one) { return one.id === key; });
      if (axis && next[key] && !counts.offered(axis, next).some(function (one) { return one.code === next[key]; })) { next[key] = ''; }
    });
    var parts = Object.keys(usual).filter(function (key) { return next[key] !== usual[key]; }).map(function (key) { return key + '=' + encodeURIComponent(next[key]); });
    location.hash = '#' + (parts.join('&') || 'all');
  }
  var selects = {};
  counts.axes.forEach(function (axis) {
    var label = element('label', 'choice', axis.name + ' ');
    var select = element('select');
    label.appendChild(select);
    byId('filters').appendChild(label);
    selects[axis.id] = select;
    select.addEventListener('change', function () {
      var change = {};
      change[axis.id] = select.value;
      go(read(), change);
    });
  });
  var clear = element('button', 'link', 'Show all');
  clear.type = 'button';
  clear.addEventListener('click', function () { go(usual, {}); });
  byId('filters').appendChild(clear);
  function fill(choice) {
    counts.axes.forEach(function (axis) {
      var options = axis.id === 'source' ? [['referrals', 'As the programme counts them']].concat(counts.hasSources ? [['all', 'All sources']] : []) : [['', 'All']];
      if (axis.id === 'source' && !counts.hasSources) { selects.source.parentNode.hidden = true; }
      options = options.concat(counts.offered(axis, choice).map(function (one) { return [one.code, one.name]; }));
      selects[axis.id].replaceChildren.apply(selects[axis.id], options.map(function (one) {
        var option = element('option', '', one[1]);
        option.value = one[0];
        return option;
      }));
      selects[axis.id].value = choice[axis.id];
    });
    clear.hidden = Object.keys(usual).every(function (key) { return choice[key] === usual[key]; });
  }

  // MARK: The process chart

  function ticks(low, high) {
    var size = Math.pow(10, Math.floor(Math.log10(high - low || 1)));
    var step = [0.2, 0.25, 0.5, 1, 2, 2.5, 5].map(function (one) { return one * size; }).find(function (one) { return one >= 1 && (high - low) / one <= 5; }) || Math.max(1, size);
    var all = [];
    for (var at = Math.floor(low / step) * step; at <= high + step * 0.999; at += step) { all.push(at); }
    return all;
  }
  function chart(values, found) {
    var box = byId('process');
    var width = Math.max(240, Math.min(1184, box.clientWidth || 876));
    var isNarrow = width < 600;
    var height = isNarrow ? 240 : 280;
    var left = 46;
    var right = width - (isNarrow ? 62 : 120);
    var bottom = height - 28;
    var bounds = values.concat(found ? [found.lower, found.upper] : []);
    var marks = ticks(Math.max(0, Math.min.apply(null, bounds)), Math.max.apply(null, bounds.concat([1])));
    var low = Math.min(marks[0], Math.min.apply(null, bounds));
    var high = marks[marks.length - 1];
    var top = low > 0 ? 30 : 14;
    function x(at) { return left + (right - left) * (at + 0.5) / values.length; }
    function y(value) { return bottom - (bottom - top) * (value - low) / (high - low || 1); }
    var svg = drawn('svg', { viewBox: '0 0 ' + width + ' ' + height, width: width, height: height, role: 'img', 'font-size': isNarrow ? '12' : '13', fill: 'none' });
    svg.setAttribute('aria-label', 'Referrals by month with their mean and limits; the table below says the same in numbers.');
    if (low > 0) { svg.appendChild(drawn('text', { x: left, y: 12, 'class': 'f-ink-2', 'font-weight': '700' }, 'the axis does not begin at 0')); }
    marks.forEach(function (mark) {
      svg.append(
        drawn('path', { d: 'M' + left + ' ' + y(mark) + 'H' + right, 'class': 's-hair' }),
        drawn('text', { x: left - 6, y: y(mark) + 4, 'text-anchor': 'end', 'class': 'f-ink-2' }, whole(mark)));
    });
    data.months.forEach(function (one, at) {
      var isApril = one[1] === 'Apr';
      if (isApril) { svg.appendChild(drawn('path', { d: 'M' + (x(at) - (right - left) / values.length / 2) + ' ' + bottom + 'v6', 'class': 's-axis' })); }
      if (isApril || !isNarrow && (at - data.yearStart) % 3 === 0) {
        svg.appendChild(drawn('text', { x: x(at), y: height - 8, 'text-anchor': 'middle', 'class': 'f-ink-2' }, isApril ? one[1] + ' ' + one[0].slice(-2) : one[1]));
      }
    });
    if (found) {
      var used = [];
      [['upper', found.upper, 's-ink-2', '5 4'], ['mean', found.mean, 's-ink', ''], ['lower', found.lower, 's-ink-2', '5 4']].forEach(function (line) {
        svg.appendChild(drawn('path', { d: 'M' + left + ' ' + y(line[1]) + 'H' + right, 'class': line[2], 'stroke-dasharray': line[3], 'stroke-width': '1.1' }));
        var place = y(line[1]) + 4;
        used.forEach(function (other) { if (Math.abs(other - place) < 14) { place = other + 14; } });
        used.push(place);
        var name = isNarrow ? line[0] : line[0] === 'mean' ? 'mean' : line[0] + ' limit';
        svg.appendChild(drawn('text', { x: right + 8, y: place, 'class': 'f-ink-2' }, name + (isNarrow ? '' : ' ' + tenths(line[1]))));
      });
    }
    svg.appendChild(drawn('path', { d: values.map(function (value, at) { return (at ? 'L' : 'M') + x(at).toFixed(1) + ' ' + y(value).toFixed(1); }).join(''), 'class': 's-blue', 'stroke-width': '1.4' }));
    values.forEach(function (value, at) {
      var label = found ? found.labels[at] : '';
      var px = x(at);
      var py = y(value);
      svg.append.apply(svg, shape(label, px, py));
    });
    var key = element('p', 'key');
    [['Above UCL', 'outside a limit'], ['7 Points Above CL', 'seven on one side'], ['7 Point Trend (Increasing)', 'seven rising'],
      ['7 Point Trend (Decreasing)', 'seven falling'], ['2 in 3 Above CL', 'two of three near a limit']].forEach(function (one) {
      var kind = kindOf(one[0]);
      if (!found || !found.labels.some(function (label) { return kindOf(label) === kind; })) { return; }
      var icon = drawn('svg', { viewBox: '-8 -8 16 16', width: 16, height: 16, 'aria-hidden': 'true', fill: 'none' });
      icon.append.apply(icon, shape(one[0], 0, 0));
      key.append(icon, one[1] + ' ');
    });
    box.replaceChildren.apply(box, [svg].concat(key.firstChild ? [key] : []));
  }
  // The kind of rule behind a label, whichever its side.
  function kindOf(label) { return label.replace(/(Above|Below) (CL|UCL|LCL)/, function (all, side, line) { return line === 'CL' ? '' : 'limit'; }); }
  // Each rule has its own shape, as in the packs: a diamond outside a limit, a square for a run, a triangle for a trend, a ring near a limit.
  function shape(label, x, y) {
    function path(d, more) { return drawn('path', Object.assign({ d: 'M' + x + ' ' + y + d, 'class': 'f-neutral' }, more)); }
    switch (kindOf(label)) {
      case '': return [drawn('circle', { cx: x, cy: y, r: 2.6, 'class': 'f-blue' })];
      case 'limit': return [path('m0 -6.5l6 6.5l-6 6.5l-6 -6.5z')];
      case '7 Points ': return [path('m-4.5 -4.5h9v9h-9z')];
      case '7 Point Trend (Increasing)': return [path('m0 -6l5.5 10h-11z')];
      case '7 Point Trend (Decreasing)': return [path('m0 6l5.5 -10h-11z')];
      default: return [
        drawn('circle', { cx: x, cy: y, r: 5, 'class': 'f-paper s-neutral', 'stroke-width': '1.6' }), drawn('circle', { cx: x, cy: y, r: 1.8, 'class': 'f-neutral' })
      ];
    }
  }
  var rules = {
    'Above UCL': 'above the upper limit', 'Below LCL': 'below the lower limit', '7 Point Trend (Increasing)': 'a run of seven or more rising',
    '7 Point Trend (Decreasing)': 'a run of seven or more falling', '2 in 3 Above CL': 'two of three near the upper limit',
    '2 in 3 Below CL': 'two of three near the lower limit', '7 Points Above CL': 'seven or more in a row above the mean',
    '7 Points Below CL': 'seven or more in a row below the mean'
  };
  function name(at) { return data.months[at][1] + ' ' + data.months[at][0].slice(-4); }
  // Apr 2014 to Nov 2014, Feb 2016.
  function spans(places) {
    var parts = [];
    places.forEach(function (at) {
      var last = parts[parts.length - 1];
      if (last && last[1] === at - 1) { last[1] = at; } else { parts.push([at, at]); }
    });
    return parts.map(function (one) { return name(one[0]) + (one[1] > one[0] ? ' to ' + name(one[1]) : ''); }).join(', ');
  }
  function signals(found, values) {
    if (!found) {
      return values.length < 2 ? 'Too few months for limits.'
        : values.some(function (one) { return one !== 0; }) ? 'Too few differences between months to set limits.' : 'Nil in every month.';
    }
    var text = 'Mean ' + tenths(found.mean) + ' a month; natural limits ' + tenths(found.lower) + ' to ' + tenths(found.upper) + (found.isTrial ? ' (trial limits: fewer than twelve months)' : '') + '. ';
    var said = Object.keys(rules).map(function (label) {
      var places = found.labels.map(function (one, at) { return one === label ? at : -1; }).filter(function (at) { return at >= 0; });
      return places.length ? rules[label] + ': ' + spans(places) : '';
    }).filter(Boolean);
    return text + (said.length ? said.join('; ').replace(/^./, function (c) { return c.toUpperCase(); }) + '.' : 'No special cause.');
  }

  // MARK: Tables

  function change(now, before) { return before === 0 ? (now === 0 ? '\u2013' : 'new') : tenths((now - before) / before * 100); }
  function row(label, now, before, rate, isHead) {
    var line = element('tr');
    var name = element('th', '', isHead ? undefined : label);
    if (isHead) { name.appendChild(label); }
    name.scope = 'row';
    line.append(name, element('td', '', whole(now)), element('td', '', before === null ? '\u2013' : whole(before)), element('td', '', before === null ? '\u2013' : change(now, before)));
    if (rate !== null) { line.appendChild(element('td', '', rate)); }
    return line;
  }
  function table(axis, rows, choice, hasBefore) {
    var section = element('section');
    var title = element('h2', '', 'By ' + axis.name.charAt(0).toLowerCase() + axis.name.slice(1));
    if (/^[A-Z]{2}/.test(axis.name)) { title.textContent = 'By ' + axis.name; }
    title.id = 'by-' + axis.id;
    section.setAttribute('aria-labelledby', title.id);
    var hasRate = axis.id === 'practice' || axis.id === 'locality';
    var box = element('table');
    box.setAttribute('aria-labelledby', title.id);
    var heads = element('tr');
    [['', ''], ['Year to date', ''], ['Year before', ''], ['Change, %', '']].concat(hasRate ? [['Per 1,000', '']] : []).forEach(function (one, at) {
      var cell = element(at ? 'th' : 'td', '', one[0]);
      if (at) { cell.scope = 'col'; }
      heads.appendChild(cell);
    });
    var head = element('thead');
    head.appendChild(heads);
    rows.sort(function (a, b) { return b[1] - a[1] || b[2] - a[2] || a[0] - b[0]; });
    function rate(place, now) {
      var people = counts.weighted(axis.id, place);
      return people ? tenths(now * 12 / counts.monthsInYear / people * 1000) : '\u2013';
    }
    var body = element('tbody');
    rows.slice(0, mostRows).forEach(function (one) {
      var member = axis.members[one[0]];
      var link = element('button', 'link', member[1]);
      link.type = 'button';
      link.addEventListener('click', function () {
        var next = {};
        next[axis.id] = choice[axis.id] === member[0] ? usual[axis.id] : member[0];
        go(choice, next);
      });
      var line = row(link, one[1], hasBefore ? one[2] : null, hasRate ? rate(one[0], one[1]) : null, true);
      if (choice[axis.id] === member[0]) {
        line.className = 'this';
        link.setAttribute('aria-pressed', 'true');
      }
      body.appendChild(line);
    });
    function total(some) { return some.reduce(function (sum, one) { return [sum[0] + one[1], sum[1] + one[2]]; }, [0, 0]); }
    var rest = rows.slice(mostRows);
    if (rest.length) {
      var sum = total(rest);
      body.appendChild(row('Others (' + rest.length + ')', sum[0], hasBefore ? sum[1] : null, hasRate ? '' : null, false));
    }
    var foot = element('tfoot');
    var all = total(rows);
    foot.appendChild(row('All', all[0], hasBefore ? all[1] : null, hasRate ? '' : null, false));
    box.append(head, body, foot);
    var scroll = element('div', 'scroll');
    scroll.appendChild(box);
    section.append(title, scroll);
    return section;
  }

  function show() {
    var choice = read();
    var had = document.activeElement && document.activeElement.tagName === 'BUTTON' && document.activeElement.closest('#tables section');
    var focused = had && [had.firstChild.id, document.activeElement.textContent];
    fill(choice);
    var sum = counts.sum(choice);
    var found = xmr(sum.months);
    var start = data.yearStart;
    var now = sum.months.slice(start).reduce(function (a, b) { return a + b; }, 0);
    var hasBefore = start >= 12;
    var before = hasBefore ? sum.months.slice(start - 12, start - 12 + counts.monthsInYear).reduce(function (a, b) { return a + b; }, 0) : null;
    var who = counts.axes.filter(function (axis) { return axis.id !== 'source' && choice[axis.id]; }).map(function (axis) {
      return axis.members.find(function (member) { return member[0] === choice[axis.id]; })[1];
    });
    var what = choice.source === 'referrals' ? (now === 1 ? ' referral' : ' referrals') : (now === 1 ? ' first attendance' : ' first attendances');
    byId('finding').textContent = (who.length ? who.join(', ') : 'All ' + data.words[1]) + ': ' + whole(now) + what + ' in the year to date'
      + (!before ? '' : now === before ? ', as many as in the same months of last year'
        : ', ' + tenths(Math.abs(now - before) / before * 100) + '% ' + (now < before ? 'fewer' : 'more') + ' than in the same months of last year');
    byId('signals').textContent = signals(found, sum.months);
    chart(sum.months, found);
    var body = element('tbody');
    sum.months.forEach(function (count, at) {
      var line = element('tr');
      var head = element('th', '', data.months[at][0]);
      head.scope = 'row';
      line.append(head, element('td', '', whole(count)), element('td', 'l', found && found.labels[at] ? rules[found.labels[at]] : ''));
      body.appendChild(line);
    });
    byId('months').tBodies[0].replaceWith(body);
    var tables = counts.axes.map(function (axis, at) {
      return axis.id === 'source' && !counts.hasSources ? document.createTextNode('') : table(axis, sum.tables[at], choice, hasBefore);
    });
    byId('tables').replaceChildren.apply(byId('tables'), tables);
    if (focused) {
      var again = Array.prototype.find.call(document.querySelectorAll('#tables button'), function (one) { return one.textContent === focused[1] && one.closest('section').firstChild.id === focused[0]; });
      if (again) { again.focus(); }
    }
  }
  byId('months-table').open = false;
  byId('method').textContent = 'XmR chart: limits stand 2.66 mean moving ranges from the mean; ranges of 3.267 times their mean or more are left out once. A month is marked by the first rule that holds. '
    + 'Rates are per 1,000 weighted population a year: year to date × 12 ÷ ' + counts.monthsInYear + '. Not everything fits into the charts: the table of each choice lists it all.';
  window.addEventListener('hashchange', show);
  var waiting = null;
  window.addEventListener('resize', function () {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  show();
}());
