# What went wrong. A message called said-… has as its English text the very sentence that the code says, with a variable for each number: the
# sentence is what finds it. A message called title-… has the title of an error code.

## Fields

said-empty = Digite um valor.
said-required = Este campo é obrigatório.
said-long =
    { $most ->
        [one] Use no máximo { $most } caractere.
       *[other] Use no máximo { $most } caracteres.
    }
said-invisible = Remova os caracteres invisíveis ou de controle.
said-email = Digite um endereço de e-mail como nome@example.com.
said-same-address = Esse já é o seu e-mail.

## Passwords: said one after the other

weak = Escolha outra senha.
weak-short =
    { $least ->
        [one] Use pelo menos { $least } caractere.
       *[other] Use pelo menos { $least } caracteres.
    }
weak-long = Use no máximo 128 caracteres.
weak-breached = Ela apareceu em um vazamento de outro site: não a use mais em lugar nenhum.
weak-personal = Não use seu nome, seu e-mail nem o nome do aplicativo.
weak-common = Ela é fácil de adivinhar: use algumas palavras sem relação entre si.

## Signing in

said-wrong-password = O e-mail e a senha não correspondem.
said-locked-minute = Muitas tentativas. Aguarde um minuto ou entre com um código por e-mail.
said-locked =
    { $minutes ->
        [one] Muitas tentativas. Aguarde { $minutes } minuto ou entre com um código por e-mail.
       *[other] Muitas tentativas. Aguarde { $minutes } minutos ou entre com um código por e-mail.
    }
said-mail-off = O login por e-mail está desativado aqui. Use sua senha.
said-password-off = O login com senha está desativado aqui. Use um código por e-mail.
said-passwords-off = As senhas estão desativadas aqui.
said-passwords-off-code = As senhas estão desativadas aqui. Entre com um código por e-mail.
said-sent-just-now =
    { $seconds ->
        [one] Acabamos de enviar um código. Aguarde { $seconds } segundo para pedir outro.
       *[other] Acabamos de enviar um código. Aguarde { $seconds } segundos para pedir outro.
    }
said-too-slow = Isso demorou demais. Comece de novo.
said-support = Não deu certo. Fale com o suporte do aplicativo.
said-step-done = Esta etapa já foi concluída ou o e-mail passou a ser usado por outra conta. Entre para continuar.
said-other-browser = Este link só funciona no navegador em que foi solicitado. Volte para ele e digite o código do e-mail ou abra o link de novo.
said-over = Este login foi encerrado ou começou em outro navegador. Comece de novo.
said-other-step = Este login está em outra etapa.
said-complete = Este login já foi concluído. Volte para o aplicativo.
said-code-wrong-last = O código não está correto e não restam tentativas. Peça um novo.
said-code-wrong-one = O código não está correto. Resta uma tentativa.
said-code-wrong =
    { $left ->
        [one] O código não está correto. Resta { $left } tentativa.
       *[other] O código não está correto. Restam { $left } tentativas.
    }
said-code-old = Esse código não vale mais. Peça um novo.
said-tries-at-once = Muitas tentativas ao mesmo tempo. Aguarde um momento.
said-link-dead = Este link já foi usado, expirou ou foi substituído por um e-mail mais recente. Peça um novo.
said-too-often = Muitas tentativas seguidas. Aguarde um momento e tente novamente.
said-busy = Muitas pessoas estão entrando agora. Tente novamente daqui a pouco.
said-whose = Primeiro, informe de qual conta é a senha.
said-step-up-other-way = Não é possível confirmar dessa forma. Use outra.
said-step-up-changed = Sua sessão mudou nesse meio-tempo: você a confirmou em outra aba ou ela foi encerrada. Tente novamente.

## Signing up

said-invited-only = Novas contas só podem ser criadas por convite.
said-domain = Não é possível criar contas aqui com e-mails deste domínio.

## Other providers

said-provider-off = Essa forma de entrar não está disponível aqui. Use outra.
said-provider-denied = O provedor não concluiu seu login. Tente novamente ou use outra forma.
said-provider-failed = A resposta do provedor não é confiável. Tente novamente ou use outra forma.
said-provider-late = Isso demorou demais, já foi concluído ou começou em outro navegador. Tente novamente.
said-provider-closed = Você não tem uma conta aqui, e não é possível criar novas contas.
said-provider-domain = Não é possível criar contas aqui com e-mails desse domínio.
said-provider-account = Você já tem uma conta aqui. Entre nela da forma que usava antes.
said-provider-taken = Essa conta do provedor pertence a outro usuário aqui.
said-provider-limit = Não é possível conectar mais contas. Remova uma primeiro.
said-provider-often = Muitas tentativas seguidas. Aguarde um pouco e tente novamente.
said-provider-again = Outra coisa aconteceu ao mesmo tempo. Tente novamente.
said-provider-unknown = Esse provedor de identidade não existe aqui.

## More of signing in

said-request-old = Esta entrada demorou demais ou foi alterada. Volte para o aplicativo e comece de novo.
said-not-fresh = Confirme que é você para fazer isso: sua última entrada foi há muito tempo.
said-too-weak = Confirme que é você com um segundo fator para fazer isso.
said-provider-new = Com esta conta não é possível criar uma nova aqui.

## The own account

said-address-failed = Não foi possível alterar o e-mail. Peça um novo código ou escolha outro e-mail.
said-last-way = Esta é sua única forma de entrar. Configure outra primeiro.
said-no-session = Essa sessão não existe.
said-this-session = Esta é a sessão que você está usando. Para encerrá-la, saia da conta.
said-no-connection = Essa conexão não existe.
said-other-person = Agora há outra pessoa conectada neste navegador. Nada foi alterado: volte para sua conta e confira.
said-sign-in-first = Entre primeiro.

## Applications

said-redirect = O aplicativo que trouxe você até aqui pediu para voltar a um endereço que ele não registrou.
said-client = O aplicativo que trouxe você até aqui não foi reconhecido ou está desativado.
said-consent-session = Sua sessão não está mais ativa. Volte para o aplicativo e comece de novo.
said-consent-choose = Escolha Permitir ou Negar.
said-consent-none = Conceda pelo menos uma permissão ou negue o acesso.
said-application-unknown = Não há nenhum aplicativo neste endereço. Verifique se ele está escrito corretamente.
said-application-suspended = Este aplicativo foi suspenso pelo operador da plataforma.
said-back-and-tell = Volte para o aplicativo e tente novamente. Se acontecer de novo, informe ao suporte dele o que você vê aqui.

## Requests

said-late = Isso demorou demais. Tente novamente.
said-nothing-here = Não há nada neste endereço.
said-no-page = Essa página não existe aqui.
said-no-thing = Esse item não existe aqui.
said-form-old = Esta página ficou aberta por tempo demais. Comece de novo; nada foi alterado.
said-no-cookie = Seu navegador não enviou nenhum cookie. Permita os cookies deste site e recarregue a página.
said-not-our-page = Esta solicitação não veio da nossa página. Volte, recarregue a página e tente novamente.

## Titles of error codes; an unknown one has the last

title-malformed-body = Não foi possível ler o corpo da solicitação
title-invalid-host = O cabeçalho Host não é válido
title-invalid-parameter = Um parâmetro de consulta não é válido
title-code-invalid = O código está incorreto
title-code-expired = O código é antigo demais
title-link-invalid = O link não é mais válido
title-wrong-browser = O link pertence a outro navegador
title-invitation-invalid = O convite não é mais válido
title-unauthenticated = Autenticação necessária
title-invalid-credentials = Não foi possível entrar
title-tx-expired = O login expirou
title-forbidden = Falta permissão
title-csrf-failed = A solicitação não veio da nossa página
title-step-up-required = É preciso entrar novamente
title-application-suspended = O aplicativo está suspenso
title-method-disabled = Este método está desativado
title-signup-closed = Não é possível criar novas contas
title-signup-domain-not-allowed = Não é possível criar contas com este domínio
title-invitation-wrong-email = O convite é para outro e-mail
title-not-found = Não encontrado
title-application-not-found = Não há nenhum aplicativo aqui
title-not-issuer-host = O emissor mudou de endereço
title-method-not-allowed = Este método não é permitido aqui
title-wrong-state = O login está em outra etapa
title-email-taken = O e-mail já está em uso
title-email-change-failed = Não foi possível alterar o e-mail
title-last-sign-in-method = É preciso manter uma forma de entrar
title-identity-in-use = A identidade pertence a outro usuário
title-session-is-current = Esta é a sessão atual
title-session-changed = Agora há outra pessoa conectada
title-payload-too-large = O corpo da solicitação é grande demais
title-uri-too-long = A URL é longa demais
title-validation-error = Alguns valores não são válidos
title-weak-password = A senha é fraca demais
title-limit-exceeded = Um limite foi atingido
title-too-many-attempts = Muitas tentativas
title-rate-limited = Muitas solicitações
title-internal-error = Algo deu errado do nosso lado
title-upstream-failed = Outro serviço não respondeu corretamente
title-upstream-timeout = Outro serviço demorou demais
title-unavailable = Temporariamente indisponível
title-busy = Temporariamente sobrecarregado
title-invalid-request = A solicitação não é válida
title-invalid-client = Não foi possível autenticar o cliente
title-invalid-redirect-uri = A URI de redirecionamento não está registrada
title-access-denied = O acesso foi negado
title-other = Algo deu errado

## The end of an account, and invitations

said-no-deletion = Nenhuma exclusão está programada.
said-keep-or-leave = Escolha manter a conta ou deixar que seja excluída.
said-last-admin = Exclua primeiro os aplicativos da sua equipe ou torne outra pessoa administradora.
said-type-address = Digite o endereço desta conta para excluí-la.
said-terms = Concorde com os termos para continuar.
said-invitation-over = Este convite já foi usado, foi cancelado ou expirou. Peça outro a quem o enviou.
said-invitation-other = Este convite é para outro endereço. Saia aqui e abra o link novamente.
said-invitation-account = Você já tem uma conta. Entre e aceite o convite.
title-last-admin = Uma pessoa administradora deve permanecer

## Passkeys

said-passkey-wrong = Essa chave de acesso não funcionou. Tente de novo ou use outro meio.
said-passkey-off = As chaves de acesso estão desativadas aqui. Use outro meio.
said-passkey-none = Esta conta não tem nenhuma chave de acesso. Use outro meio.
said-passkey-limit = Não é possível adicionar mais chaves de acesso. Remova uma primeiro.

## Segundos fatores

said-factor-wrong = Esse código não está certo ou já foi usado. Espere o próximo.
said-recovery-wrong = Esse código de recuperação não está certo ou já foi usado.
said-factor-unavailable = Essa forma de confirmar não está disponível para você. Use outra.
said-factor-often = Códigos demais foram tentados. Espere um momento e tente de novo.
said-factor-off = Aplicativos autenticadores estão desativados aqui.
said-factor-there = Um aplicativo autenticador já está configurado.
said-factor-none = Não há aplicativo autenticador.
said-factor-required = Aqui um segundo fator é exigido. Configure outro primeiro.
said-factor-first = Configure primeiro um segundo fator: os códigos de recuperação substituem um.
said-device-none = Esse dispositivo não existe.
said-account-changed = Sua conta foi alterada no mesmo momento. Veja-a de novo.
said-codes-save = Diga que você guardou os códigos.

## Codes by SMS

said-sms-off = Os códigos por SMS estão desativados aqui.
said-sms-country = Não são enviados códigos para números desse país.
said-sms-wrong = Esse código não está certo, ou um mais novo foi enviado. Veja a mensagem mais recente.
said-sms-there = Os códigos por SMS já estão configurados.
said-phone-none = Não há número de telefone.
said-phone-invalid = Isso não é um número de telefone. Comece com + e o código do país.
