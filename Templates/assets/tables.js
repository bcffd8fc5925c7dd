// Tables: heads sort, long ones can be filtered, and each can be copied as CSV. The printed order is the default, and paper shows all rows.
(function () {
  'use strict';
  var longTable = 12;
  var collator = new Intl.Collator('en-GB', { numeric: true });
  function list(nodes) { return Array.prototype.slice.call(nodes); }
  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) { node.className = className; }
    if (text !== undefined) { node.textContent = text; }
    return node;
  }
  function simple(text) { return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/\u2019/g, '\'').toLowerCase(); }
  function isFixed(row) { return row.classList.contains('group') || row.classList.contains('subtotal') || row.classList.contains('total'); }

  function figure(cell) { return cell.hasAttribute('data-figure') ? cell : cell.querySelector('[data-figure]'); }
  // What a cell holds: its exact value, or its words.
  function content(cell) {
    var named = figure(cell);
    if (named) { return { number: outturn.value(named), text: named.textContent.trim() }; }
    return { number: null, text: cell.classList.contains('b') || cell.classList.contains('g') ? '' : cell.textContent.trim() };
  }

  // MARK: Sorting

  // The rows between two that keep their place: group heads, subtotals and totals.
  function runs(rows) {
    var all = [];
    var run = [];
    rows.forEach(function (row) {
      if (isFixed(row)) { all.push(run, [row]); run = []; } else { run.push(row); }
    });
    return all.concat([run]).filter(function (some) { return some.length; });
  }
  function compare(a, b, sign) {
    if (a.number !== null && b.number !== null) { return sign * (Number(a.number) - Number(b.number)); }
    // Words come after numbers, and nothing comes last, whichever way the column is sorted.
    if (a.number !== null || b.number !== null) { return a.number === null ? 1 : -1; }
    if (!a.text || !b.text) { return (a.text ? 0 : 1) - (b.text ? 0 : 1); }
    return sign * collator.compare(a.text, b.text);
  }
  function sort(body, printed, column, direction) {
    var sign = direction === 'ascending' ? 1 : -1;
    runs(printed).forEach(function (run) {
      var keyed = run.map(function (row) { return { row: row, key: direction && row.cells[column] ? content(row.cells[column]) : null }; });
      if (direction) { keyed.sort(function (a, b) { return a.key && b.key ? compare(a.key, b.key, sign) : 0; }); }
      keyed.forEach(function (one) { body.appendChild(one.row); });
    });
  }
  function makeSortable(table, printed) {
    var heads = list(table.tHead.rows[table.tHead.rows.length - 1].cells);
    if (!runs(printed).some(function (run) { return run.length > 1; })) { return; }
    heads.forEach(function (head, column) {
      if (/^[bgn]$/.test(head.className) || !head.textContent.trim()) { return; }
      var isNumeric = printed.some(function (row) { return !isFixed(row) && row.cells[column] && content(row.cells[column]).number !== null; });
      // Numbers begin with the largest, words with A; the third time gives the printed order.
      var order = isNumeric ? ['descending', 'ascending', ''] : ['ascending', 'descending', ''];
      var button = element('button', '', head.textContent);
      button.type = 'button';
      head.replaceChildren(button);
      button.addEventListener('click', function () {
        var next = order[(order.indexOf(head.getAttribute('aria-sort') || '') + 1) % 3];
        heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
        if (next) { head.setAttribute('aria-sort', next); }
        sort(table.tBodies[0], printed, column, next);
      });
    });
  }

  // MARK: Filtering

  function words(row) {
    return simple(list(row.cells).filter(function (cell) { return !figure(cell); }).map(function (cell) { return cell.textContent; }).join(' '));
  }
  function makeFilterable(table, printed, before) {
    var rows = printed.filter(function (row) { return !isFixed(row); });
    var countable = rows.length ? rows : printed;
    if (countable.length < longTable) { return; }
    var texts = new Map(printed.map(function (row) { return [row, words(row)]; }));
    var tools = element('div', 'filter');
    var label = element('label', '', 'Find rows ');
    var input = element('input');
    input.type = 'search';
    input.autocomplete = 'off';
    var state = element('span');
    state.setAttribute('role', 'status');
    label.appendChild(input);
    tools.append(label, state);
    before.before(tools);
    input.addEventListener('input', function () {
      var wanted = simple(input.value).split(/\s+/).filter(Boolean);
      function matches(row) { return wanted.every(function (word) { return texts.get(row).indexOf(word) >= 0; }); }
      var head = null;
      var headMatches = false;
      var shown = 0;
      printed.forEach(function (row) {
        var isHead = row.classList.contains('group');
        var isIn = !wanted.length || (isHead || !isFixed(row) ? matches(row) : false);
        if (isHead) { head = row; headMatches = isIn; } else if (row.classList.contains('detail') && headMatches) { isIn = true; }
        row.classList.toggle('out', !isIn);
        // A row is shown under its head.
        if (isIn && head && row.classList.contains('detail')) { head.classList.remove('out'); }
        if (isIn && countable.indexOf(row) >= 0) { shown += 1; }
      });
      if (table.tFoot) { list(table.tFoot.rows).forEach(function (row) { row.classList.toggle('out', wanted.length > 0); }); }
      state.textContent = wanted.length ? shown + ' of ' + countable.length + ' rows, totals left out' : '';
      if (wanted.length && !table.tFoot && !table.querySelector('.subtotal')) { state.textContent = shown + ' of ' + countable.length + ' rows'; }
    });
  }

  // MARK: Copying

  // A text that a spreadsheet would take for a formula gets an apostrophe before it, as in the data files; a number stays one.
  function field(text, isNumber) {
    var safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? '\'' + text : text;
    return /[",\n\r]/.test(text) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }
  // Bars, dots and sparklines repeat numbers and are left out.
  function csv(table) {
    var rows = list(table.tHead.rows);
    var heads = list(rows[rows.length - 1].cells);
    var kept = heads.map(function (head, column) { return column; }).filter(function (column) { return !/^[bgn]$/.test(heads[column].className); });
    var spans = [];
    if (rows.length > 1) {
      list(rows[0].cells).forEach(function (cell) { for (var i = 0; i < cell.colSpan; i += 1) { spans.push(cell.textContent.trim()); } });
    }
    var lines = [kept.map(function (column) {
      var own = heads[column].textContent;
      return field(spans[column] ? spans[column] + ', ' + own : own, false);
    }).join(',')];
    list(table.tBodies[0].rows).concat(table.tFoot ? list(table.tFoot.rows) : []).forEach(function (row) {
      if (row.classList.contains('out') || row.querySelector('.none')) { return; }
      lines.push(kept.map(function (column) {
        if (!row.cells[column]) { return ''; }
        var held = content(row.cells[column]);
        // What a figure's cell says instead of a number is the program's own word.
        return figure(row.cells[column]) ? field(held.number === null ? held.text : held.number, true) : field(held.text, false);
      }).join(','));
    });
    return lines.join('\n') + '\n';
  }
  function write(text) {
    function byCommand() {
      var area = element('textarea', 'unseen');
      area.value = text;
      document.body.appendChild(area);
      area.select();
      var done = document.execCommand('copy');
      area.remove();
      return done ? Promise.resolve() : Promise.reject(new Error('not allowed'));
    }
    return navigator.clipboard ? navigator.clipboard.writeText(text).catch(byCommand) : byCommand();
  }
  function makeCopyable(table, bar) {
    var button = element('button', 'link', 'Copy as CSV');
    button.type = 'button';
    var said = element('span');
    said.setAttribute('role', 'status');
    bar.append(button, said);
    button.addEventListener('click', function () {
      var text = csv(table);
      write(text).then(function () {
        var count = list(table.tBodies[0].rows).filter(function (row) { return !row.classList.contains('out') && !row.querySelector('.none'); }).length;
        said.textContent = 'Copied ' + count + (count === 1 ? ' row' : ' rows');
      }, function () {
        said.textContent = 'The browser did not allow it; the file of “Download CSV” holds the same numbers.';
      });
    });
  }

  outturn.csv = csv;
  document.querySelectorAll('.table').forEach(function (box) {
    var table = box.querySelector('table');
    var printed = list(table.tBodies[0].rows);
    makeSortable(table, printed);
    makeFilterable(table, printed, box.querySelector('.slide'));
    // The table behind a chart has its links under the chart.
    var details = box.closest('details');
    var bar = details ? details.parentNode : box.querySelector(':scope > .more');
    if (!bar) {
      bar = element('p', 'more');
      box.appendChild(bar);
    }
    makeCopyable(table, bar);
  });
}());
