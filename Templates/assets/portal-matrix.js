// The matrix of commissioners and providers, and the lists with bars.
(function () {
  'use strict';
  var words = portal.words;
  var other = portal.other;
  var organisations = portal.organisations;
  var byId = portal.byId;
  var list = portal.list;
  var element = portal.element;
  var drawn = portal.drawn;
  var read = portal.read;
  var address = portal.address;
  var period = portal.period;
  var number = portal.number;
  var cell = portal.cell;

  // MARK: The matrix

  var table = document.querySelector('.matrix table');
  var ranked = document.querySelector('.ranked table');
  function step(value, limits) {
    var size = Math.abs(value);
    var at = size < limits[0] ? 0 : size < limits[1] ? 1 : size < limits[2] ? 2 : 3;
    return 'c' + (value < 0 ? 3 - at : 3 + at);
  }
  // Seven classes of a variance; five tints of an amount, by its share of the largest.
  function shade(one, metric, largest) {
    if (one.missing) { return 'c3'; }
    if (metric === 'variance') { return step(one.rough, [10000, 50000, 150000]); }
    if (metric === 'percent') { return step(one.rough, [0.05, 0.15, 0.3]); }
    return 's' + (largest > 0 ? Math.min(4, Math.floor(Math.max(0, one.rough) / largest * 4.999)) : 0);
  }
  // The key to the colours: what each class stands for.
  function key(metric) {
    var signed = metric === 'variance' || metric === 'percent';
    var steps = metric === 'variance' ? ['150 or more', '50 to 149', '10 to 49', 'under 10'] : ['30 or more', '15 to 29.9', '5 to 14.9', 'under 5'];
    var texts = signed ? steps.concat(steps.slice(0, 3).reverse()) : ['least', '', '', '', 'most'];
    var boxes = texts.map(function (text, at) { return element('span', (signed ? 'c' : 's') + at, text); });
    var ends = signed ? ['Over plan ', metric === 'variance' ? ' under plan, £ thousands' : ' under plan, % of plan'] : ['Share of the largest cell: ', ''];
    var node = byId('matrix-key');
    node.replaceChildren.apply(node, [ends[0]].concat(boxes, ends[1]));
  }
  function head(side, at, state, scope) {
    var one = organisations(side)[at];
    var node = element('th');
    var link = element('a');
    var change = {};
    change[side] = one[0];
    change[other(side)] = '';
    node.scope = scope;
    link.href = address(state, change);
    link.title = one[1];
    if (scope === 'col') { link.appendChild(element('span', '', one[2])); } else { link.textContent = one[2]; }
    if (state[side] === one[0]) { link.setAttribute('aria-current', 'true'); }
    node.appendChild(link);
    return node;
  }
  function matrixUnit(metric) { return metric === 'activity' ? 'units' : 'thousands'; }
  function build(state) {
    var when = period(state);
    var down = state.rows === 'providers' ? 'provider' : 'commissioner';
    var across = other(down);
    var wide = organisations(across);
    function amount(i, j) {
      var of = {};
      of[down] = i;
      of[across] = j;
      return (i === null || j === null || cube.holds(of)) && number(of, when, state.metric, matrixUnit(state.metric), cube.total(of, when));
    }
    var grid = organisations(down).map(function (row, i) { return wide.map(function (column, j) { return amount(i, j); }); });
    var largest = Math.max.apply(null, [0].concat.apply([0], grid.map(function (row) { return row.map(function (one) { return one && !one.missing ? one.rough : 0; }); })));
    var hasSilent = false;
    function body(one, className) {
      var node = cell(one, className);
      if (one.text === 'not sent') {
        node.textContent = 'n/s';
        hasSilent = true;
      }
      return node;
    }
    var top = element('tr');
    top.appendChild(element('td'));
    wide.forEach(function (one, j) { top.appendChild(head(across, j, state, 'col')); });
    var all = element('th', 'all', 'All');
    all.scope = 'col';
    top.appendChild(all);
    var rows = grid.map(function (line, i) {
      var row = element('tr', state[down] === organisations(down)[i][0] ? 'chosen' : '');
      row.appendChild(head(down, i, state, 'row'));
      line.forEach(function (one, j) {
        var node = one ? body(one, shade(one, state.metric, largest)) : element('td');
        if (one && state[across] === wide[j][0]) { node.classList.add('column'); }
        if (one) { node.dataset.at = i + ',' + j; }
        row.appendChild(node);
      });
      row.appendChild(body(amount(i, null)));
      return row;
    });
    var last = element('tr');
    var label = element('th', '', 'All ' + organisations(down).length + ' ' + words[down + (organisations(down).length === 1 ? '' : 's')]);
    label.scope = 'row';
    last.appendChild(label);
    wide.forEach(function (one, j) { last.appendChild(body(amount(null, j))); });
    last.appendChild(body(amount(null, null)));
    var parts = [element('thead'), element('tbody'), element('tfoot')];
    parts[0].appendChild(top);
    parts[1].append.apply(parts[1], rows);
    parts[2].appendChild(last);
    table.replaceChildren.apply(table, parts);
    key(state.metric);
    byId('matrix-note').textContent = hasSilent ? 'n/s = not sent for this month.' : '';
    bars(ranked, down, { commissioner: null, provider: null }, state);
  }

  // MARK: Beside the matrix

  // A row for each organisation of a side with a bar: most over plan first, or the largest.
  function bars(into, side, of, state) {
    var when = period(state);
    var rows = organisations(side).map(function (one, at) {
      var own = Object.assign({}, of);
      own[side] = at;
      return { at: at, one: one, of: own };
    }).filter(function (row) { return cube.holds(row.of); });
    rows.forEach(function (row) { row.number = number(row.of, when, state.metric, null, cube.total(row.of, when)); });
    var signed = state.metric === 'variance' || state.metric === 'percent';
    rows.sort(function (a, b) {
      if (a.number.missing !== b.number.missing) { return a.number.missing ? 1 : -1; }
      return (signed ? a.number.rough - b.number.rough : b.number.rough - a.number.rough) || a.at - b.at;
    });
    var shown = rows.filter(function (row) { return !row.number.missing; }).map(function (row) { return row.number.rough; });
    var low = Math.min.apply(null, [0].concat(shown));
    var high = Math.max.apply(null, [0].concat(shown));
    var span = high - low || 1;
    var body = element('tbody');
    rows.forEach(function (row) {
      var line = element('tr', state[side] === row.one[0] ? 'this' : '');
      var name = element('th');
      var link = element('a', '', row.one[2]);
      var change = {};
      change[side] = row.one[0];
      if (into === ranked) { change[other(side)] = ''; }
      name.scope = 'row';
      link.href = address(state, change);
      link.title = row.one[1];
      if (state[side] === row.one[0]) { link.setAttribute('aria-current', 'true'); }
      name.appendChild(link);
      var bar = element('td', 'b');
      var svg = drawn('svg', { 'aria-hidden': 'true' });
      function share(value) { return (value - low) / span * 100; }
      if (!row.number.missing) {
        var from = Math.min(share(0), share(row.number.rough));
        svg.appendChild(drawn('rect', {
          x: from + '%', width: Math.abs(share(row.number.rough) - share(0)) + '%', y: '50%', 'class': !signed ? 'f-bar' : row.number.rough < 0 ? 'f-over' : 'f-under'
        }));
      }
      svg.appendChild(drawn('line', { 'class': 'z', x1: share(0) + '%', x2: share(0) + '%', y2: '100%' }));
      bar.appendChild(svg);
      line.append(name, bar, cell(row.number));
      body.appendChild(line);
    });
    into.replaceChildren(body);
  }

  // The matrix is one stop of the Tab key; arrow keys go from cell to cell, and Enter chooses. A cell that is the stop holds a button.
  function hold(node, focus) {
    if (!node) { return; }
    list(table.querySelectorAll('td > button')).forEach(function (old) { old.replaceWith.apply(old, list(old.childNodes)); });
    list(table.querySelectorAll('a')).forEach(function (link) { link.tabIndex = -1; });
    var stop = node.querySelector('a');
    if (!stop && node.dataset.at) {
      stop = element('button', 'figure');
      stop.type = 'button';
      stop.append.apply(stop, list(node.childNodes));
      node.appendChild(stop);
    }
    if (!stop) { return; }
    stop.tabIndex = 0;
    if (focus) { stop.focus(); }
  }
  function pick(node) {
    var state = read();
    var down = state.rows === 'providers' ? 'provider' : 'commissioner';
    var at = node.dataset.at.split(',').map(Number);
    var change = {};
    change[down] = organisations(down)[at[0]][0];
    change[other(down)] = organisations(other(down))[at[1]][0];
    // Choosing the cell again goes back to its row.
    if (state[down] === change[down] && state[other(down)] === change[other(down)]) { change[other(down)] = ''; }
    location.hash = address(state, change);
  }
  table.addEventListener('click', function (event) {
    var node = event.target.closest('td[data-at]');
    if (!node) { return; }
    hold(node, true);
    pick(node);
  });
  table.addEventListener('keydown', function (event) {
    var node = event.target.closest('th, td');
    var move = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
    if (!node || !move || event.ctrlKey || event.altKey || event.metaKey) { return; }
    event.preventDefault();
    var row = node.parentNode.rowIndex;
    var column = node.cellIndex;
    do {
      row += move[0];
      column += move[1];
      var to = table.rows[row] && table.rows[row].cells[column];
    } while (to && !to.querySelector('a') && !to.dataset.at);
    if (to) { hold(to, true); }
  });

  portal.table = table;
  portal.ranked = ranked;
  portal.build = build;
  portal.bars = bars;
  portal.hold = hold;
}());
