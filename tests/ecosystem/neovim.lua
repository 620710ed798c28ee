-- What Neovim makes of `caslint lsp`: run with `nvim --headless -u NONE -l` or `-c luafile`; prints JSON.
-- CASLINT names the program, SAMPLE the file to open.
local sample = vim.env.SAMPLE
vim.cmd('edit ' .. vim.fn.fnameescape(sample))
local buffer = vim.api.nvim_get_current_buf()
local number = vim.lsp.start_client({
  name = 'caslint',
  cmd = { vim.env.CASLINT, 'lsp' },
  root_dir = vim.fn.fnamemodify(sample, ':h'),
})
vim.lsp.buf_attach_client(buffer, number)
local client = vim.lsp.get_client_by_id(number)

local function wait(condition)
  return vim.wait(30000, condition, 20)
end

local function shown(words)
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    if one.message:find(words, 1, true) then
      return one
    end
  end
end

local function ask(method, line, column, more)
  local position = { line = line, character = column }
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = position,
    range = { start = position, ['end'] = position },
    context = { diagnostics = {} },
  }
  local answer = client.request_sync(method, vim.tbl_extend('force', params, more or {}), 30000, buffer)
  return answer and answer.result
end

local function apply(edit)
  vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
end

local told = {}
wait(function() return shown('Londn') end)
local found = shown('Londn')
told.place = found and { found.lnum, found.col, found.end_lnum, found.end_col }
told.hover = ask('textDocument/hover', found.lnum, found.col).contents.kind
local actions = ask('textDocument/codeAction', found.lnum, found.col)
told.action = actions[1].title
apply(actions[1].edit)
told.gone = wait(function() return not shown('Londn') end)
apply(ask('textDocument/rename', 1, 11, { newName = 'São Paulo' }))
for _, one in ipairs(ask('textDocument/codeAction', 2, 6)) do
  if one.title:find('ignore CAS101', 1, true) then
    apply(one.edit)
  end
end
told.silenced = wait(function() return not shown('Kyoto') end)
told.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
vim.lsp.stop_client(number)
told.stopped = wait(function() return client.is_stopped() end)
io.stdout:write(vim.fn.json_encode(told) .. '\n')
vim.cmd('qa!')
