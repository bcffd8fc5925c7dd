(function () {
  'use strict';
  // The contents are open beside the column and closed above it.
  var contents = document.querySelector('.side details');
  var narrow = window.matchMedia('(max-width: 1023.98px)');
  function fold() { if (contents) { contents.open = !narrow.matches; } }
  fold();
  narrow.addEventListener('change', fold);

  // Assistive software hears the drawing that is shown.
  function choose() {
    document.querySelectorAll('.drawings').forEach(function (box) {
      box.querySelectorAll(':scope > div').forEach(function (size) {
        if (getComputedStyle(size).display === 'none') { size.setAttribute('aria-hidden', 'true'); } else { size.removeAttribute('aria-hidden'); }
      });
    });
  }
  // A table that slides can be reached by keyboard; one that fits needs neither that nor the advice to slide it.
  function advise() {
    document.querySelectorAll('.table').forEach(function (table) {
      var box = table.querySelector('.scroll');
      var slides = box.scrollWidth > box.clientWidth;
      table.querySelector('.slide').hidden = !slides;
      if (slides) {
        box.tabIndex = 0;
        box.setAttribute('role', 'region');
        box.setAttribute('aria-label', table.querySelector('caption').textContent);
      } else {
        box.removeAttribute('tabindex');
        box.removeAttribute('role');
        box.removeAttribute('aria-label');
      }
    });
  }
  function adapt() { choose(); advise(); }
  adapt();
  window.addEventListener('resize', adapt);
  document.addEventListener('toggle', advise, true);

  // Heads of numbers sort a table without groups: most first, least first, and back to the printed order.
  function value(cell) {
    var text = (cell.querySelector('[data-figure]') || cell).textContent.replace('\u2212', '-').replace(/[£,%]/g, '');
    if (text === '\u2013') { return 0; }
    return text.trim() === '' || isNaN(text) ? null : Number(text);
  }
  function sort(table, printed, column, direction) {
    var rows = printed.slice();
    if (direction) {
      rows.sort(function (a, b) {
        var x = value(a.cells[column]);
        var y = value(b.cells[column]);
        if (x === null || y === null) { return (x === null) - (y === null); }
        return direction === 'ascending' ? x - y : y - x;
      });
    }
    rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
  }
  document.querySelectorAll('.table table').forEach(function (table) {
    var printed = Array.prototype.slice.call(table.tBodies[0].rows);
    if (printed.length < 4 || table.querySelector('.group, .detail, .subtotal')) { return; }
    var heads = Array.prototype.slice.call(table.tHead.rows[table.tHead.rows.length - 1].cells);
    heads.forEach(function (head, column) {
      if ((head.className && head.className !== 'v') || !head.textContent || printed.every(function (row) { return value(row.cells[column]) === null; })) { return; }
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener('click', function () {
        var next = { descending: 'ascending', ascending: '' }[head.getAttribute('aria-sort')];
        if (next === undefined) { next = 'descending'; }
        heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
        if (next) { head.setAttribute('aria-sort', next); }
        sort(table, printed, column, next);
      });
    });
  });

  // The side list shows where the reader is.
  var links = {};
  document.querySelectorAll('.side a').forEach(function (link) { links[decodeURIComponent(link.hash.slice(1))] = link; });
  var sections = Array.prototype.filter.call(document.querySelectorAll('section[id]'), function (section) { return links[section.id]; });
  var current = null;
  var waiting = false;
  function follow() {
    waiting = false;
    var now = sections[0];
    sections.forEach(function (section) { if (section.getBoundingClientRect().top < 160) { now = section; } });
    var link = now && links[now.id];
    if (link === current) { return; }
    if (current) { current.removeAttribute('aria-current'); }
    if (link) {
      link.setAttribute('aria-current', 'true');
      // The list is longer than the window: keep the present section in sight.
      var side = link.closest('.side');
      var top = link.getBoundingClientRect().top - side.getBoundingClientRect().top;
      if (top < 0 || top > side.clientHeight - 40) { side.scrollTop += top - side.clientHeight / 2; }
    }
    current = link;
  }
  window.addEventListener('scroll', function () {
    if (!waiting) { waiting = true; window.requestAnimationFrame(follow); }
  }, { passive: true });
  follow();
}());
