/**
 * Codes of the API, by the action that may answer with them: those that its reference lists, or quotes as the ones that matter.
 * @source scf-api.md §5
 */
export const errorCodes: Readonly<Record<string, readonly string[]>> = {
  GetAccount: words`
    InvalidParameterValue.Stamp UnauthorizedOperation.CAM UnsupportedOperation
  `,
  ListNamespaces: words`
    InvalidParameterValue.Filters InvalidParameterValue.Order InvalidParameterValue.SearchKey InvalidParameterValue.Stamp
  `,
  CreateNamespace: words`
    FailedOperation.CreateNamespace InternalError InvalidParameterValue InvalidParameterValue.Action InvalidParameterValue.DefaultNamespace
    InvalidParameterValue.Description InvalidParameterValue.Namespace InvalidParameterValue.NamespaceInvalid InvalidParameterValue.Stamp
    LimitExceeded.Namespace ResourceInUse ResourceInUse.Namespace UnauthorizedOperation.CAM UnauthorizedOperation.Role UnsupportedOperation
  `,
  ListFunctions: words`
    InternalError.Exception InternalError.System InvalidParameter.Payload InvalidParameterValue InvalidParameterValue.Limit
    InvalidParameterValue.LimitExceeded InvalidParameterValue.Name InvalidParameterValue.Namespace InvalidParameterValue.Offset
    InvalidParameterValue.Order InvalidParameterValue.QueryVersion ResourceNotFound.Namespace UnauthorizedOperation.CAM
    UnauthorizedOperation.Region
  `,
  GetFunction: words`
    FailedOperation.Apigw FailedOperation.CallNetDeployFailed InternalError InternalError.Exception InternalError.System
    InvalidParameter.FunctionNameOrResourceIdRequired InvalidParameter.Payload InvalidParameterValue InvalidParameterValue.CodeSecret
    InvalidParameterValue.FunctionName InvalidParameterValue.Namespace InvalidParameterValue.Qualifier ResourceNotFound.Function
    ResourceNotFound.FunctionName ResourceNotFound.Namespace ResourceNotFound.Version UnauthorizedOperation UnauthorizedOperation.CAM
    UnauthorizedOperation.CodeSecret
  `,
  GetFunctionAddress: words`
    FailedOperation.FunctionStatusError FailedOperation.GetFunctionAddress InternalError InternalError.System InvalidParameter.Payload
    InvalidParameterValue InvalidParameterValue.Action InvalidParameterValue.FunctionName InvalidParameterValue.Namespace
    InvalidParameterValue.Qualifier ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.FunctionVersion
    ResourceNotFound.Namespace ResourceNotFound.Version UnauthorizedOperation.CAM UnauthorizedOperation.CodeSecret
  `,
  CreateFunction: words`
    InvalidParameterValue.FunctionName InvalidParameterValue.Handler InvalidParameterValue.Runtime InvalidParameterValue.Memory
    InvalidParameterValue.MemorySize LimitExceeded.Memory LimitExceeded.Timeout LimitExceeded.InitTimeout InvalidParameterValue.Environment
    InvalidParameterValue.EnvironmentExceededLimit InvalidParameterValue.EnvironmentSystemProtect InvalidParameterValue.AsyncRunEnable
    UnsupportedOperation.AsyncRunEnable InvalidParameterValue.TraceEnable InvalidParameterValue.Type InvalidParameterValue.FunctionType
    InvalidParameterValue.InstanceConcurrencyConfig InvalidParameterValue.DynamicEnabled InvalidParameterValue.MaxConcurrency
    InvalidParameterValue.DeadLetterConfig InvalidParameterValue.Layers InvalidParameterValue.Cls InvalidParameterValue.Code
    InvalidParameterValue.CodeSource InvalidParameterValue.ZipFile InvalidParameterValue.ZipFileBase64BinasciiError
    InvalidParameterValue.Description InvalidParameterValue.Namespace LimitExceeded.Function MissingParameter.Code MissingParameter.Runtime
    ResourceInUse.Function ResourceInUse.FunctionName ResourceNotFound.Namespace ResourceNotFound.Role ResourceNotFound.Layer
    ResourceNotFound.Vpc FailedOperation.Namespace FailedOperation.TotalConcurrencyMemoryInProgress FailedOperation.UnOpenedService
    InternalError UnauthorizedOperation.CAM
  `,
  UpdateFunctionCode: words`
    FailedOperation.FunctionStatusError FailedOperation.OperationConflict FailedOperation.UpdateFunctionCode InvalidParameterValue.Code
    InvalidParameterValue.CodeSource InvalidParameterValue.FunctionName InvalidParameterValue.Handler InvalidParameterValue.InlineZipFile
    InvalidParameterValue.ZipFile InvalidParameterValue.ZipFileBase64BinasciiError InvalidParameterValue.Cos InvalidParameterValue.CosBucketName
    InvalidParameterValue.CosObjectName ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.Namespace
    UnauthorizedOperation.CAM UnsupportedOperation.UpdateFunctionCode
  `,
  UpdateFunctionConfiguration: words`
    FailedOperation.UpdateFunctionConfiguration FailedOperation.ReservedInProgress FailedOperation.DebugModeUpdateTimeOutFail
    InvalidParameterValue.Memory InvalidParameterValue.MemorySize LimitExceeded.Memory LimitExceeded.Timeout LimitExceeded.InitTimeout
    InvalidParameterValue.Environment InvalidParameterValue.EnvironmentExceededLimit InvalidParameterValue.EnvironmentSystemProtect
    InvalidParameterValue.SystemEnvironment InvalidParameterValue.Handler InvalidParameterValue.Runtime InvalidParameterValue.Layers
    InvalidParameterValue.TraceEnable InvalidParameterValue.InstanceConcurrencyConfig InvalidParameterValue.DynamicEnabled
    InvalidParameterValue.MaxConcurrency InvalidParameterValue.Cls InvalidParameterValue.ClsRole ResourceNotFound.Function
    ResourceNotFound.FunctionName ResourceNotFound.Namespace ResourceNotFound.Layer ResourceNotFound.Role UnauthorizedOperation.CAM
  `,
  DeleteFunction: words`
    FailedOperation FailedOperation.DeleteFunction FailedOperation.FunctionNameStatusError FailedOperation.FunctionStatusError
    FailedOperation.ProvisionedInProgress InternalError.Cmq InternalError.GetStsTokenFailed InternalError.System InvalidParameter.Payload
    InvalidParameterValue InvalidParameterValue.FunctionName InvalidParameterValue.Namespace InvalidParameterValue.Qualifier ResourceNotFound
    ResourceNotFound.AttachedTagKeyNotFound ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.Namespace
    ResourceNotFound.Qualifier UnauthorizedOperation.CAM UnauthorizedOperation.DeleteFunction UnsupportedOperation
    UnsupportedOperation.AliasBind
  `,
  PublishVersion: words`
    FailedOperation.PublishVersion InternalError InternalError.System InvalidParameterValue InvalidParameterValue.Description
    InvalidParameterValue.FunctionName InvalidParameterValue.Namespace LimitExceeded.ContainerImageAccelerate
    LimitExceeded.ContainerImageAccelerateQuota LimitExceeded.FunctionVersions ResourceInUse ResourceNotFound.Function
    ResourceNotFound.FunctionName ResourceNotFound.Namespace UnauthorizedOperation.CAM UnsupportedOperation UnsupportedOperation.PublishVersion
  `,
  ListVersionByFunction: words`
    InternalError InvalidParameterValue InvalidParameterValue.FunctionName InvalidParameterValue.Namespace InvalidParameterValue.Order
    ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.Namespace UnauthorizedOperation.CAM
  `,
  DeleteFunctionVersion: words`
    FailedOperation FailedOperation.DeleteFunction FailedOperation.FunctionNameStatusError FailedOperation.FunctionStatusError
    FailedOperation.ProvisionedInProgress InternalError.Cmq InternalError.GetStsTokenFailed InternalError.System InvalidParameter.Payload
    InvalidParameterValue InvalidParameterValue.FunctionName InvalidParameterValue.Namespace InvalidParameterValue.Qualifier ResourceNotFound
    ResourceNotFound.AttachedTagKeyNotFound ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.Namespace
    ResourceNotFound.Qualifier UnauthorizedOperation.CAM UnauthorizedOperation.DeleteFunction UnsupportedOperation
    UnsupportedOperation.AliasBind
  `,
  CreateAlias: words`
    FailedOperation FailedOperation.CreateAlias InternalError.System InvalidParameter.RoutingConfig
    InvalidParameterValue.AdditionalVersionWeights InvalidParameterValue.Description InvalidParameterValue.Name InvalidParameterValue.Namespace
    InvalidParameterValue.RoutingConfig LimitExceeded.Alias ResourceInUse ResourceInUse.Alias ResourceNotFound.Function
    ResourceNotFound.FunctionName ResourceNotFound.FunctionVersion UnauthorizedOperation.CAM
  `,
  UpdateAlias: words`
    FailedOperation FailedOperation.UpdateAlias InternalError.System InvalidParameter.RoutingConfig InvalidParameterValue
    InvalidParameterValue.AdditionalVersionWeights InvalidParameterValue.Description InvalidParameterValue.FunctionName
    InvalidParameterValue.Name InvalidParameterValue.Namespace InvalidParameterValue.RoutingConfig ResourceInUse ResourceNotFound.Alias
    ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.FunctionVersion ResourceNotFound.Namespace
    UnauthorizedOperation.CAM
  `,
  GetAlias: words`
    FailedOperation.GetAlias InternalError.System InvalidParameter.RoutingConfig InvalidParameterValue.FunctionName InvalidParameterValue.Name
    InvalidParameterValue.Namespace ResourceNotFound.Alias ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.Namespace
    UnauthorizedOperation.CAM
  `,
  ListAliases: words`
    InternalError.System InvalidParameterValue.FunctionName InvalidParameterValue.Namespace ResourceNotFound.Function
    ResourceNotFound.FunctionName ResourceNotFound.Namespace UnauthorizedOperation.CAM
  `,
  DeleteAlias: words`
    FailedOperation.DeleteAlias InternalError.System InvalidParameterValue.Alias InvalidParameterValue.Name ResourceNotFound.Alias
    ResourceNotFound.Function ResourceNotFound.FunctionName
  `,
  PutReservedConcurrencyConfig: words`
    FailedOperation FailedOperation.DebugModeStatus FailedOperation.FunctionVersionStatusNotActive FailedOperation.InsufficientBalance
    FailedOperation.ProvisionedExceedReserved FailedOperation.ReservedInProgress FailedOperation.ServiceClosed InternalError
    InvalidParameterValue InvalidParameterValue.FunctionName InvalidParameterValue.Namespace LimitExceeded.FunctionReservedConcurrencyMemory
    MissingParameter ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.Namespace UnauthorizedOperation
  `,
  GetReservedConcurrencyConfig: words`
    InternalError InvalidParameterValue InvalidParameterValue.FunctionName InvalidParameterValue.Namespace MissingParameter
    ResourceNotFound.Function ResourceNotFound.Namespace UnauthorizedOperation
  `,
  DeleteReservedConcurrencyConfig: words`
    FailedOperation.DebugModeStatus FailedOperation.ReservedInProgress InternalError ResourceNotFound.Function ResourceNotFound.Namespace
    UnauthorizedOperation
  `,
  PutProvisionedConcurrencyConfig: words`
    FailedOperation.DebugModeStatus FailedOperation.FunctionVersionStatusNotActive FailedOperation.InsufficientBalance
    FailedOperation.ProvisionCreateTimer FailedOperation.ProvisionDeleteTimer FailedOperation.ProvisionedExceedAvailable
    FailedOperation.ProvisionedExceedReserved FailedOperation.ProvisionedInProgress FailedOperation.ServiceClosed
    FailedOperation.UnOpenedService InternalError InvalidParameterValue InvalidParameterValue.FunctionName InvalidParameterValue.MinCapacity
    InvalidParameterValue.ProvisionTriggerCronConfigDuplicate InvalidParameterValue.ProvisionTriggerName
    InvalidParameterValue.ProvisionTriggerNameDuplicate InvalidParameterValue.ProvisionType InvalidParameterValue.Qualifier
    InvalidParameterValue.TrackingTarget InvalidParameterValue.TriggerCronConfig InvalidParameterValue.TriggerCronConfigTimeInterval
    InvalidParameterValue.TriggerProvisionedConcurrencyNum LimitExceeded.FunctionProvisionedConcurrencyMemory
    LimitExceeded.FunctionTotalProvisionedConcurrencyMemory LimitExceeded.FunctionTotalProvisionedConcurrencyNum LimitExceeded.MaxCapacity
    LimitExceeded.ProvisionTriggerAction LimitExceeded.ProvisionTriggerInterval MissingParameter ResourceNotFound.Function
    ResourceNotFound.FunctionName ResourceNotFound.FunctionVersion ResourceNotFound.Namespace ResourceNotFound.Version UnauthorizedOperation
  `,
  GetProvisionedConcurrencyConfig: words`
    InternalError InvalidParameterValue InvalidParameterValue.FunctionName InvalidParameterValue.Namespace InvalidParameterValue.Qualifier
    MissingParameter ResourceNotFound.Function ResourceNotFound.FunctionVersion ResourceNotFound.Namespace ResourceNotFound.Version
    UnauthorizedOperation
  `,
  DeleteProvisionedConcurrencyConfig: words`
    FailedOperation FailedOperation.ProvisionedInProgress InternalError InvalidParameterValue.FunctionName InvalidParameterValue.Qualifier
    ResourceNotFound.Function ResourceNotFound.FunctionVersion ResourceNotFound.Namespace ResourceNotFound.Version UnauthorizedOperation
  `,
  GetFunctionEventInvokeConfig: words`
    FailedOperation FailedOperation.FunctionVersionStatusNotActive FailedOperation.InsufficientBalance InternalError InvalidParameterValue
    InvalidParameterValue.FunctionName InvalidParameterValue.Namespace InvalidParameterValue.Qualifier MissingParameter ResourceNotFound
    ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.FunctionVersion ResourceNotFound.Namespace ResourceNotFound.Version
    UnauthorizedOperation
  `,
  UpdateFunctionEventInvokeConfig: words`
    FailedOperation FailedOperation.FunctionVersionStatusNotActive FailedOperation.InsufficientBalance InternalError InvalidParameterValue
    InvalidParameterValue.AsyncTriggerConfig InvalidParameterValue.FunctionName InvalidParameterValue.Namespace LimitExceeded.MsgTTL
    LimitExceeded.RetryNum MissingParameter ResourceNotFound ResourceNotFound.Function ResourceNotFound.FunctionName
    ResourceNotFound.FunctionVersion ResourceNotFound.Namespace UnauthorizedOperation UnsupportedOperation.EipFixed
    UnsupportedOperation.UpdateFunctionEventInvokeConfig UnsupportedOperation.VpcConfig
  `,
  CreateTrigger: words`
    FailedOperation.CreateTrigger InvalidParameterValue.TriggerDesc InvalidParameterValue.TriggerName InvalidParameterValue.Type
    InvalidParameterValue.Enable InvalidParameterValue.CustomArgument InvalidParameterValue.FunctionName LimitExceeded.Trigger
    ResourceInUse.Trigger ResourceInUse.TriggerName ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.Namespace
    ResourceNotFound.Qualifier ResourceNotFound.Version UnsupportedOperation.Trigger UnauthorizedOperation.CAM
  `,
  UpdateTrigger: words`
    FailedOperation FailedOperation.CreateTrigger FailedOperation.UpdateTrigger InternalError.Cmq InvalidParameterValue
    InvalidParameterValue.Action InvalidParameterValue.Cors InvalidParameterValue.Description InvalidParameterValue.Enable
    InvalidParameterValue.FunctionName InvalidParameterValue.TriggerDesc InvalidParameterValue.TriggerName InvalidParameterValue.Type
    ResourceNotFound ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.Namespace ResourceNotFound.Qualifier
    ResourceNotFound.Trigger UnauthorizedOperation.CAM
  `,
  UpdateTriggerStatus: words`
    FailedOperation FailedOperation.Cos FailedOperation.CreateTrigger FailedOperation.UpdateStatus FailedOperation.UpdateTriggerStatus
    InternalError.Cmq InternalError.Cos InvalidParameterValue InvalidParameterValue.CosNotifyRuleConflict InvalidParameterValue.Enable
    InvalidParameterValue.TriggerDesc InvalidParameterValue.TriggerName InvalidParameterValue.Type ResourceNotFound ResourceNotFound.Function
    ResourceNotFound.FunctionName ResourceNotFound.Namespace ResourceNotFound.Qualifier ResourceNotFound.Trigger UnauthorizedOperation.CAM
    UnauthorizedOperation.UpdateTriggerStatus
  `,
  DeleteTrigger: words`
    FailedOperation FailedOperation.CreateTrigger FailedOperation.DeleteTrigger FailedOperation.DeleteTrigger.UrlUsed InternalError
    InternalError.System InvalidParameterValue InvalidParameterValue.ApiGateway InvalidParameterValue.Cdn InvalidParameterValue.Cmq
    InvalidParameterValue.Cos InvalidParameterValue.FunctionName InvalidParameterValue.TriggerDesc InvalidParameterValue.TriggerName
    InvalidParameterValue.Type ResourceInUse.Cdn ResourceInUse.Cmq ResourceNotFound ResourceNotFound.Cdn ResourceNotFound.Cmq
    ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.Timer ResourceNotFound.Trigger ResourceNotFound.Version
    UnauthorizedOperation.CAM UnauthorizedOperation.DeleteTrigger UnsupportedOperation.Cdn
  `,
  ListTriggers: words`
    FailedOperation.Apigw InvalidParameterValue.Filters InvalidParameterValue.Order InvalidParameterValue.OrderBy
  `,
  Invoke: words`
    FailedOperation.FunctionStatusError FailedOperation.InvokeFunction InternalError InternalError.System InvalidParameter.FunctionName
    InvalidParameterValue InvalidParameterValue.Param ResourceNotFound.Function ResourceNotFound.FunctionName
    ResourceUnavailable.InsufficientBalance UnauthorizedOperation.CAM
  `,
  InvokeFunction: words`
    FailedOperation.FunctionStatusError FailedOperation.InvokeFunction InternalError InternalError.System InvalidParameter.FunctionName
    InvalidParameter.RequestTooLarge InvalidParameterValue InvalidParameterValue.ClientContext InvalidParameterValue.FunctionType
    InvalidParameterValue.Param LimitExceeded.Quota ResourceNotFound.Function ResourceNotFound.FunctionName ResourceNotFound.Qualifier
    ResourceUnavailable.InsufficientBalance ResourceUnavailable.ServiceSuspended UnauthorizedOperation.CAM
  `,
  ListAsyncEvents: words`
    InvalidParameterValue.FunctionName InvalidParameterValue.InvokeType InvalidParameterValue.Limit InvalidParameterValue.Namespace
    InvalidParameterValue.Order InvalidParameterValue.Status ResourceNotFound.Function ResourceNotFound.Namespace ResourceNotFound.Version
  `,
  GetAsyncEventStatus: words`
    FailedOperation.AsyncEventStatus ResourceNotFound.AsyncEvent ResourceNotFound.Function ResourceNotFound.Namespace
  `,
  TerminateAsyncEvent: words`
    FailedOperation.AsyncEventStatus InvalidParameterValue.FunctionName ResourceNotFound.AsyncEvent ResourceNotFound.Function
    ResourceNotFound.Namespace
  `,
  GetFunctionLogs: words`
    FailedOperation FailedOperation.AuthFailure FailedOperation.QueryError FailedOperation.TopicNotExist InternalError InternalError.ES
    InternalError.Exception InternalError.SearchFailed InternalError.System InvalidParameter.Cls InvalidParameter.ParamError
    InvalidParameter.Payload InvalidParameter.RoleCheck InvalidParameterValue InvalidParameterValue.DateTime InvalidParameterValue.FunctionType
    InvalidParameterValue.ImageType InvalidParameterValue.Offset InvalidParameterValue.Order InvalidParameterValue.OrderBy
    InvalidParameterValue.RetCode InvalidParameterValue.StartTimeOrEndTime LimitExceeded.Offset ResourceNotFound.Function
    ResourceNotFound.FunctionName ResourceNotFound.RoleCheck UnauthorizedOperation.CAM UnsupportedOperation
    UnsupportedOperation.NotSupportRegion
  `,
  GetRequestStatus: words`
    FailedOperation FailedOperation.QueryError FailedOperation.TopicNotExist InternalError InternalError.System InvalidParameter.Cls
    InvalidParameterValue InvalidParameterValue.DateTime InvalidParameterValue.FunctionName InvalidParameterValue.FunctionRequestId
    InvalidParameterValue.RetCode InvalidParameterValue.StartTime InvalidParameterValue.StartTimeOrEndTime OperationDenied.AccountIsolate
    OperationDenied.AccountNotExists ResourceNotFound.Function ResourceNotFound.FunctionName
  `,
};

/** What any action may answer with. @source scf-api.md §3 */
export const commonCodes: readonly string[] = words`
  AuthFailure.SecretIdNotFound AuthFailure.InvalidSecretId AuthFailure.SignatureFailure AuthFailure.SignatureExpire AuthFailure.TokenFailure
  AuthFailure.UnauthorizedOperation AuthFailure.MFAFailure InvalidAction NoSuchVersion UnsupportedRegion UnsupportedProtocol MissingParameter
  InvalidParameter InvalidParameterValue UnknownParameter UnsupportedOperation UnauthorizedOperation DryRunOperation LimitExceeded
  ResourceNotFound ResourceInUse ResourceInsufficient ResourceUnavailable ResourcesSoldOut FailedOperation InternalError ActionOffline
  RequestSizeLimitExceeded ResponseSizeLimitExceeded RequestLimitExceeded RequestLimitExceeded.UinLimitExceeded
  RequestLimitExceeded.IPLimitExceeded RequestLimitExceeded.GlobalRegionUinLimitExceeded
`;

/** Refusals of quotas and concurrency, whatever the action. @source scf-api.md §7 */
export const quotaCodes: readonly string[] = words`
  LimitExceeded.FunctionReservedConcurrencyMemory LimitExceeded.FunctionProvisionedConcurrencyMemory
  LimitExceeded.FunctionTotalProvisionedConcurrencyMemory LimitExceeded.FunctionTotalProvisionedConcurrencyNum
  LimitExceeded.TotalConcurrencyMemory LimitExceeded.UserTotalConcurrencyMemory LimitExceeded.MaxCapacity LimitExceeded.ProvisionTriggerAction
  LimitExceeded.ProvisionTriggerInterval LimitExceeded.MsgTTL LimitExceeded.RetryNum LimitExceeded.Memory LimitExceeded.Timeout
  LimitExceeded.InitTimeout LimitExceeded.Function LimitExceeded.Namespace LimitExceeded.Alias LimitExceeded.FunctionVersions
  LimitExceeded.Trigger LimitExceeded.Quota FailedOperation.ProvisionedExceedAvailable FailedOperation.ProvisionedExceedReserved
  FailedOperation.ReservedExceedTotal FailedOperation.ProvisionedInProgress FailedOperation.ReservedInProgress
  FailedOperation.TotalConcurrencyMemoryInProgress FailedOperation.FunctionVersionStatusNotActive FailedOperation.FunctionStatusError
  FailedOperation.AsyncEventStatus ResourceNotFound.AsyncEvent InvalidParameterValue.AsyncRunEnable UnsupportedOperation.AsyncRunEnable
  InvalidParameter.RequestTooLarge ResourceUnavailable.InsufficientBalance ResourceUnavailable.ServiceSuspended
`;

function words(text: TemplateStringsArray): readonly string[] {
  return text.join('').trim().split(/\s+/);
}
