(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('data').textContent);
  var table = document.querySelector('.matrix table');
  var details = Array.prototype.slice.call(document.querySelectorAll('.detail'));
  var buttons = Array.prototype.slice.call(document.querySelectorAll('.switch button'));
  var shown = '';

  // The choice stands in the address: #rows=providers&unit=percent&measure=month&choice=10H
  function defaults() {
    return { rows: 'commissioners', unit: 'thousands', measure: data.measures.length ? data.measures[0].id : '', choice: data.commissioners.length ? data.commissioners[0][0] : '' };
  }
  function read() {
    var state = defaults();
    location.hash.slice(1).split('&').forEach(function (pair) {
      var at = pair.indexOf('=');
      var key = pair.slice(0, at);
      if (at > 0 && Object.prototype.hasOwnProperty.call(state, key)) { state[key] = decodeURIComponent(pair.slice(at + 1)); }
    });
    if (!data.measures.some(function (measure) { return measure.id === state.measure; })) { state.measure = defaults().measure; }
    if (state.unit !== 'percent') { state.unit = 'thousands'; }
    if (state.rows !== 'providers') { state.rows = 'commissioners'; }
    return state;
  }
  function address(state, change) {
    var usual = defaults();
    var parts = [];
    Object.keys(usual).forEach(function (key) {
      var value = change && change[key] !== undefined ? change[key] : state[key];
      if (value !== usual[key]) { parts.push(key + '=' + encodeURIComponent(value)); }
    });
    return '#' + (parts.join('&') || 'choice=' + encodeURIComponent(change && change.choice !== undefined ? change.choice : state.choice));
  }

  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) { node.className = className; }
    if (text !== undefined) { node.textContent = text; }
    return node;
  }
  function code(text) { return text === '' ? '_blank' : encodeURIComponent(text).replace(/[!'()*~]/g, function (c) { return '%' + c.charCodeAt(0).toString(16).toUpperCase(); }); }
  function name(node, commissioner, provider, measure) {
    node.setAttribute('data-figure', 'position/' + commissioner + '/' + provider + '/' + measure);
    return node;
  }
  function head(organisation, state, scope) {
    var cell = element('th');
    var link = element('a');
    cell.scope = scope;
    link.href = address(state, { choice: organisation[0] });
    if (scope === 'col') { link.appendChild(element('span', '', organisation[1])); } else { link.textContent = organisation[1]; }
    cell.appendChild(link);
    return cell;
  }
  function total(text, commissioner, provider, measure) {
    var sign = text.charAt(0);
    return name(element('td', sign === ' ' ? '' : sign, text.slice(1)), commissioner, provider, measure);
  }

  function build(state) {
    var measure = data.measures.filter(function (one) { return one.id === state.measure; })[0];
    if (!measure) { return; }
    var grid = measure[state.unit];
    var byProvider = state.rows === 'providers';
    var down = byProvider ? data.providers : data.commissioners;
    var across = byProvider ? data.commissioners : data.providers;
    var top = element('thead');
    var line = element('tr');
    line.appendChild(element('td'));
    across.forEach(function (one) { line.appendChild(head(one, state, 'col')); });
    var all = element('th', 'all', 'All');
    all.scope = 'col';
    line.appendChild(all);
    top.appendChild(line);
    var body = element('tbody');
    down.forEach(function (one, i) {
      var row = element('tr');
      row.appendChild(head(one, state, 'row'));
      across.forEach(function (other, j) {
        var text = byProvider ? grid.cells[j][i] : grid.cells[i][j];
        var cell = element('td', text ? 'c' + text.charAt(0) : '', text.slice(1));
        if (text) { name(cell, code(byProvider ? other[0] : one[0]), code(byProvider ? one[0] : other[0]), grid.measure); }
        row.appendChild(cell);
      });
      row.appendChild(byProvider ? total(grid.columns[i], 'ALL', code(one[0]), grid.measure) : total(grid.rows[i], code(one[0]), 'ALL', grid.measure));
      body.appendChild(row);
    });
    var foot = element('tfoot');
    var last = element('tr');
    var label = element('th', '', data.words[state.rows]);
    label.scope = 'row';
    last.appendChild(label);
    across.forEach(function (other, j) {
      last.appendChild(byProvider ? total(grid.rows[j], code(other[0]), 'ALL', grid.measure) : total(grid.columns[j], 'ALL', code(other[0]), grid.measure));
    });
    last.appendChild(total(grid.all, 'ALL', 'ALL', grid.measure));
    foot.appendChild(last);
    table.replaceChildren(top, body, foot);
  }

  function outline(state) {
    var byProvider = state.rows === 'providers';
    var down = byProvider ? data.providers : data.commissioners;
    var across = byProvider ? data.commissioners : data.providers;
    var rows = table.tBodies[0] ? table.tBodies[0].rows : [];
    Array.prototype.forEach.call(rows, function (row, i) {
      row.classList.toggle('chosen', down[i] && down[i][0] === state.choice);
      Array.prototype.forEach.call(row.cells, function (cell, j) { cell.classList.toggle('column', j > 0 && j <= across.length && across[j - 1][0] === state.choice); });
    });
    document.querySelectorAll('.matrix th a, .ranked th a').forEach(function (link) {
      if (new URLSearchParams(link.hash.slice(1)).get('choice') === state.choice) { link.setAttribute('aria-current', 'true'); } else { link.removeAttribute('aria-current'); }
    });
  }

  function show() {
    var state = read();
    var key = state.rows + '|' + state.unit + '|' + state.measure;
    if (key !== shown && (shown || key !== 'commissioners|thousands|' + defaults().measure)) {
      var focused = document.activeElement && table.contains(document.activeElement);
      build(state);
      if (focused) { var first = table.querySelector('th a'); if (first) { first.focus(); } }
    }
    shown = key;
    outline(state);
    document.querySelector('.unit').textContent = state.unit === 'percent' ? '% of plan' : '£ thousands';
    buttons.forEach(function (button) { button.setAttribute('aria-pressed', String(state[button.dataset.key] === button.dataset.value)); });
    var found = details.some(function (detail) { return detail.dataset.code === state.choice; });
    details.forEach(function (detail, index) { detail.hidden = found ? detail.dataset.code !== state.choice : index > 0; });
  }

  buttons.forEach(function (button) {
    button.addEventListener('click', function () {
      var change = {};
      change[button.dataset.key] = button.dataset.value;
      location.hash = address(read(), change);
    });
  });
  // A cell chooses its row; the head of a row or a column chooses itself.
  table.addEventListener('click', function (event) {
    var cell = event.target.closest('td');
    var row = cell && cell.parentNode;
    var link = row && row.querySelector('th a');
    if (link) { location.hash = link.hash; }
  });
  // Arrow keys go from head to head.
  table.addEventListener('keydown', function (event) {
    var links = Array.prototype.slice.call(table.querySelectorAll('th a'));
    var at = links.indexOf(document.activeElement);
    var step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (at >= 0 && step && links[at + step]) { links[at + step].focus(); event.preventDefault(); }
  });
  window.addEventListener('hashchange', show);
  show();

  // The search looks through packs and their sections.
  var search = document.querySelector('input[type=search]');
  var results = document.querySelector('.results');
  var lines = document.querySelectorAll('.packs tbody tr');
  search.addEventListener('input', function () {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    function matches(text) { text = text.toLowerCase(); return words.every(function (word) { return text.indexOf(word) >= 0; }); }
    results.replaceChildren();
    lines.forEach(function (line) { line.hidden = words.length > 0 && !matches(line.cells[0].textContent + ' ' + line.dataset.code); });
    if (!words.length) { return; }
    var count = 0;
    var list = element('ul');
    data.packs.forEach(function (pack) {
      [['', '']].concat(pack.sections).forEach(function (section) {
        var text = section[1] ? pack.name + ' · ' + section[1] : pack.name;
        if (!pack.address || !matches(text + ' ' + pack.code)) { return; }
        count += 1;
        if (count > 12) { return; }
        var item = element('li');
        var link = element('a', '', text);
        link.href = pack.address + (section[0] ? '#' + section[0] : '');
        item.appendChild(link);
        list.appendChild(item);
      });
    });
    results.appendChild(element('p', '', count === 0 ? 'Nothing has these words.' : count > 12 ? 'The first 12 of ' + count + ':' : count + ' found:'));
    results.appendChild(list);
  });
}());
