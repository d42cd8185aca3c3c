# The account portal: what a person sees and changes of their own account.

portal-label = Conta
portal-profile = Perfil
portal-security = Segurança
portal-connections = Conexões
portal-sessions = Sessões
portal-activity = Atividade
portal-confirm-first = Para alterar algo aqui, primeiro confirme que é você.

notice-profile = Alterações salvas.
notice-password = Sua senha foi alterada. Suas outras sessões foram encerradas.
notice-code = Enviamos um código para o novo e-mail.
notice-email = Seu e-mail foi alterado.
notice-disconnected = Conta desconectada.
notice-session = Sessão encerrada.

profile-title = Seu perfil
profile-heading = Sua conta
profile-given-name = Primeiro nome
profile-family-name = Sobrenome
profile-language = Idioma dos e-mails
profile-language-any = O mesmo do navegador
profile-save = Salvar

security-how = Como você entra.
security-code-to = Código enviado para { $address }
security-confirm = Confirmar novo e-mail
security-new-address = Novo e-mail
security-address-hint = Ele receberá um código. Seu e-mail atual receberá um aviso e terá 72 horas para desfazer a alteração.
security-change-address = Alterar e-mail
security-password-hint =
    { $least ->
        [one] Pelo menos { $least } caractere. Suas outras sessões serão encerradas.
       *[other] Pelo menos { $least } caracteres. Suas outras sessões serão encerradas.
    }
security-change-password = Alterar senha
security-set-password = Criar senha
security-has-password = Você tem uma senha.
security-no-password = Você entra sem senha.

connections-what = Contas de outros serviços que você usa para entrar aqui.
connections-none = Nenhuma conta conectada.
connections-disconnect = Desconectar
connections-disconnect-one = Desconectar { $provider }
connections-connect = Conectar { $provider }

sessions-heading = Onde sua conta está aberta
sessions-this = este navegador
sessions-end-one = Sair da sessão: { $browser }
sessions-end-others = Encerrar as outras sessões
sessions-sign-out-here = Sair desta sessão
browser-unknown = Navegador desconhecido
browser-on = { $browser } no { $system }
since = desde { $time }
since-from = desde { $time }, acesso a partir de { $place }

activity-what = O que aconteceu na sua conta nos últimos 90 dias.
activity-not-you = Viu algo que você não fez?
activity-change-password = Altere sua senha: isso encerra todas as outras sessões.
activity-by-other = não foi você
activity-none = Nada por enquanto.
activity-older = Anteriores

undo-title = Mantenha seu e-mail
undo-heading = Manter seu e-mail?
undo-how = Sua conta voltará a ter o e-mail anterior, todas as sessões serão encerradas e será preciso criar uma nova senha.
undo-keep = Manter meu e-mail

## What happened

event-signed-in = Entrada na conta
event-sign-in-failed = Tentativa de login sem sucesso
event-locked = Login bloqueado após senhas incorretas
event-unlocked = Login desbloqueado
event-created = A conta foi criada
event-updated = O perfil foi alterado
event-disabled = A conta foi desativada
event-enabled = A conta foi ativada
event-password-changed = A senha foi alterada
event-password-asked = Uma nova senha foi solicitada
event-password-reset = A senha foi redefinida
event-email-asked = Uma alteração de e-mail foi solicitada
event-email-changed = O e-mail foi alterado
event-email-undone = A alteração de e-mail foi desfeita
event-role-added = Uma função foi atribuída
event-role-removed = Uma função foi removida
event-session-stepped-up = Você confirmou que era você
event-mfa-reset = A administração removeu seus segundos fatores
event-session-ended = Saída da conta
event-session-revoked = Uma sessão foi encerrada
event-sessions-revoked = Todas as sessões foram encerradas
event-grant-created = Um aplicativo recebeu acesso
event-grant-revoked = O acesso de um aplicativo foi encerrado
event-consent-granted = Um aplicativo foi autorizado
event-consent-denied = O acesso de um aplicativo foi negado
event-consent-withdrawn = A permissão de um aplicativo foi retirada
event-token-reused = Um token já usado foi apresentado de novo, e o acesso dele foi encerrado
event-code-mailed = Um código foi enviado por e-mail
event-other = Algo mudou na conta

## The own data, and the end of the account

portal-data = Dados
data-title = Seus dados
data-confirm-first = Para fazer algo aqui, confirme primeiro que é você.
data-export-heading = Levar seus dados
data-export-what = Um arquivo com seu perfil, conexões, sessões, as permissões dos aplicativos e a atividade da sua conta.
data-export = Baixar meus dados
data-delete-heading = Excluir a conta
data-delete-what = Todas as suas sessões serão encerradas e todos os aplicativos perderão o acesso imediatamente.
data-delete-now = A conta é excluída imediatamente e não pode ser recuperada.
data-delete-days =
    { $days ->
        [one] Por { $days } dia você pode entrar e mantê-la; depois ela é excluída e não pode ser recuperada.
       *[other] Por { $days } dias você pode entrar e mantê-la; depois ela é excluída e não pode ser recuperada.
    }
data-type-address = Digite seu endereço para confirmar
data-type-id = Digite { $id } para confirmar
data-delete = Excluir minha conta
event-deletion-scheduled = Exclusão da conta solicitada
event-deletion-cancelled = Conta mantida
event-exported = Dados baixados

passkeys-title = Chaves de acesso
passkeys-what = Com uma chave de acesso, você entra com sua digital, seu rosto ou o PIN do seu dispositivo.
passkeys-none = Você não tem nenhuma chave de acesso.
passkeys-add = Adicionar uma chave de acesso
passkeys-needs-script = Para adicionar uma chave de acesso, permita scripts nesta página.
passkeys-added = adicionada em { $day }
passkeys-used = usada pela última vez em { $day }
passkeys-unused = nunca usada
passkeys-synced = em vários dispositivos
passkeys-bound = em um só dispositivo
passkeys-name = Nome
passkeys-rename = Renomear
passkeys-rename-one = Renomear { $name }
passkeys-remove = Remover
passkeys-remove-one = Remover { $name }
notice-passkey-added = Sua chave de acesso está pronta.
notice-passkey-renamed = Renomeada.
notice-passkey-removed = Removida. Ela não permite mais entrar.
event-passkey-added = Uma chave de acesso foi adicionada
event-passkey-renamed = Uma chave de acesso foi renomeada
event-passkey-removed = Uma chave de acesso foi removida
event-passkey-copied = Uma chave de acesso que pode ter sido copiada foi recusada

## Um segundo fator e os navegadores lembrados

mfa-heading = Segundo fator
mfa-what = Um código do seu celular, além da sua forma de entrar.
mfa-app = Aplicativo autenticador
mfa-since = configurado em { $day }
mfa-none = Nenhum aplicativo autenticador está configurado.
mfa-add = Configurar um aplicativo autenticador
mfa-replace = Mudar para outro aplicativo
mfa-remove = Remover o aplicativo
mfa-stays = Aqui um segundo fator é exigido: você pode mudar para outro aplicativo, mas não removê-lo.
mfa-codes = Códigos de recuperação
mfa-codes-left =
    { $left ->
        [one] Resta { $left } código de recuperação.
        [many] Restam { $left } de códigos de recuperação.
       *[other] Restam { $left } códigos de recuperação.
    }
mfa-new-codes = Gerar novos códigos de recuperação
mfa-new-codes-how = Os antigos deixam de funcionar.
mfa-manage = Alterar o segundo fator
notice-mfa = Seu aplicativo autenticador está configurado. Você saiu de todos os outros lugares.
notice-mfa-removed = O aplicativo foi removido. Você saiu de todos os outros lugares.
notice-codes-saved = Seus códigos de recuperação estão prontos.
notice-device = Esquecido.
devices-heading = Navegadores lembrados
devices-trusted = sem segundo fator até { $day }
devices-forget = Esquecer
devices-forget-one = Esquecer { $browser }
event-mfa-enrolled = Um aplicativo autenticador foi configurado
event-mfa-removed = O aplicativo autenticador foi removido
event-codes-made = Novos códigos de recuperação foram gerados
event-code-used = Um código de recuperação foi usado
event-mfa-asked = Um segundo fator foi pedido
event-mfa-given = Um segundo fator foi dado
event-mfa-failed = Um segundo fator estava errado
event-device-trusted = Um navegador foi lembrado
event-device-forgotten = Um navegador foi esquecido
