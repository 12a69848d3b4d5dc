#include "help/scripts.hpp"

namespace ice::cli {
namespace {

// bash takes = and : for ends of words, and replaces only what follows the last of them.
constexpr std::string_view kBash =
    R"script(# bash completion of ice: source it, or install it as bash-completion/completions/ice.
_ice() {
  local words line word kept separators="" answer
  read -a words <<< "${COMP_LINE:0:COMP_POINT}"
  [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && words+=("")
  word=${words[-1]}
  [[ $COMP_WORDBREAKS == *=* ]] && separators+="="
  [[ $COMP_WORDBREAKS == *:* ]] && separators+=":"
  [[ -n $separators && $word == *[$separators]* ]] && kept=${word%"${word##*[$separators]}"}
  COMPREPLY=()
  while IFS=$'\t' read -r answer line; do
    answer=${answer#"$kept"}
    [[ $answer == *[[:space:]\'\"\&\;\(\)\$]* ]] && printf -v answer %q "$answer"
    COMPREPLY+=("$answer")
  done < <("${1/#\~/$HOME}" complete -- "${words[@]:1}" 2>/dev/null)
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/=,] ]] && compopt -o nospace
  return 0
}
complete -o nosort -F _ice ice
)script";

constexpr std::string_view kZsh = R"script(#compdef ice
# zsh completion of ice: put it into a folder of $fpath as _ice, or source it after compinit.
_ice() {
  local line word
  local -a ended ended_shown open open_shown
  for line in ${(f)"$(${(Q)words[1]} complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)"}; do
    word=${line%%$'\t'*}
    line=${line/$'\t'/  -- }
    if [[ $word == *[/=,] ]]; then
      open+=($word) open_shown+=(${line%  -- })
    else
      ended+=($word) ended_shown+=(${line%  -- })
    fi
  done
  (( $#open )) && compadd -S '' -l -d open_shown -a open
  (( $#ended )) && compadd -l -d ended_shown -a ended
}
if [[ ${funcstack[1]} == _ice ]]; then _ice "$@"; else compdef _ice ice; fi
)script";

constexpr std::string_view kFish =
    R"script(# fish completion of ice: source it, or install it as vendor_completions.d/ice.fish.
function __ice_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    $program complete -- $words (commandline -ct) 2>/dev/null
end
complete -c ice -f -k -a '(__ice_complete)'
)script";

}  // namespace

const std::array<CompletionScript, 3> kCompletionScripts{
    {{"bash", "share/bash-completion/completions/ice", kBash},
     {"zsh", "share/zsh/site-functions/_ice", kZsh},
     {"fish", "share/fish/vendor_completions.d/ice.fish", kFish}}};

}  // namespace ice::cli
